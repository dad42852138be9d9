import { plainAddress } from "../../model/article/story-link.ts";
import { decodeUri } from "../../model/text.ts";

/** What addresses are read against. */
export type Base = { base: string; origin: string };

/** What became of an address: where it leads, or why it leads nowhere. */
export type Target =
  | { kind: "address"; href: string; isMended: boolean }
  | { kind: "none"; reason: "no target" | "bad link" | "own image" }
  | { kind: "not here"; href: string };

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Reads the address of a link: parsed first, as a browser does, and judged after. */
export function targetOf(written: string, base: Base): Target {
  const href = mended(written);
  if (href === "" || href.startsWith("#") || /^(?:mailto|tel):$/i.test(href))
    return { kind: "none", reason: "no target" };
  const url = parsed(href, base);
  if (url === undefined || !SCHEMES.has(url.protocol) || url.username !== "" || url.password !== "")
    return { kind: "none", reason: "bad link" };
  if (isOurImage(url, base.origin)) return { kind: "none", reason: "own image" };
  if (isRootRelative(href) && base.base.startsWith(`${base.origin}/`) && !isOurPage(url))
    return { kind: "not here", href };
  return { kind: "address", href: plainAddress(url, base.origin), isMended: href !== withoutSpace(written) };
}

/** What word processors put around an address, and what people leave out of one. */
function mended(written: string): string {
  const bare = withoutSpace(withoutSpace(written).replace(QUOTES, ""));
  if (/^www\.[^/\s]+\.[^/\s]/i.test(bare) || KNOWN_ENDING.test(bare)) return `https://${bare}`;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(bare)) return `mailto:${bare}`;
  // A scheme that is there twice, or isn't whole: `http://https://…`, `https//…`, `https:example.org`.
  return bare.replace(/^(?:https?:?\/{0,2})(?=https?:\/\/)/i, "").replace(/^(https?)(?::\/?(?!\/)|\/\/)/i, "$1://");
}

/** Quotation marks around an address, as such or percent-encoded. */
const QUOTES = /^(?:["'“”„‟‘’‚«»″′`]|%22|%E2%80%9[CDEF89])+|(?:["'“”„‟‘’‚«»″′`]|%22|%E2%80%9[CDEF89])+$/giu;

/** A host without a scheme: no file's name ends like that. */
const KNOWN_ENDING = /^(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|news)(?:[:/?#]|$)/i;

/** HTML takes the white space and control characters off that are around an address. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken off.
const withoutSpace = (text: string): string => text.replace(/^[\u0000-\u0020\s]+|[\u0000-\u0020\s]+$/gu, "");

/** An address; an image of ours is ours, whatever page the text comes from. */
function parsed(href: string, { base, origin }: Base): URL | undefined {
  const against = OUR_IMAGE.test(href) ? origin : base;
  return URL.canParse(href, against) ? new URL(href, against) : undefined;
}

const OUR_IMAGE = /^\/images\/([0-9a-f]{64})(?:\.\w+)?$/;

const isOurImage = (url: URL, origin: string): boolean =>
  url.origin === origin && /^\/+images(\/|$)/i.test(decodeUri(url.pathname));

const isRootRelative = (href: string): boolean => /^[/\\](?![/\\])/.test(href);

/** The pages that a story may lead to here. */
const isOurPage = ({ pathname }: URL): boolean =>
  pathname === "/" ||
  /^\/(?:articles|sections|topics|authors|licences|feeds|archive|search|apply|docs)(?:\/|$)/.test(pathname);

/** The hash of an image of ours that an address names; undefined where it names none. */
export function imageHash(src: string | undefined, { origin }: Base): string | undefined {
  // Nearly every address is one of ours as we write it, or of elsewhere: neither has to be parsed.
  if (src !== undefined && OUR_IMAGE.test(src)) return OUR_IMAGE.exec(src)?.[1];
  if (!src?.includes("/images/") || !URL.canParse(src, origin)) return undefined;
  const url = new URL(src, origin);
  return url.origin === origin ? /^\/images\/([0-9a-f]{64})(?:\.\w+)?$/.exec(url.pathname)?.[1] : undefined;
}

/** The id in the document itself that an address leads to. */
export function fragmentIn(written: string, { base }: Base): string | undefined {
  const href = withoutSpace(written);
  if (href.startsWith("#")) return href.length > 1 ? decodeUri(href.slice(1)) : undefined;
  if (!href.includes("#") || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  const id = url.hash.slice(1);
  url.hash = "";
  return id !== "" && url.href === new URL(base).href ? decodeUri(id) : undefined;
}

/** An address that opens media: http or https, absolute. Undefined for anything else. */
export function mediaAddress(written: string | undefined, base: Base): string | undefined {
  if (written === undefined || withoutSpace(written) === "") return undefined;
  const target = targetOf(written, base);
  const href = target.kind === "address" ? target.href : undefined;
  return href !== undefined && /^https?:/.test(href) ? href : undefined;
}

/** The host of an absolute address. */
export const hostOf = (address: string): string => new URL(address).host;
