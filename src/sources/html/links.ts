import { plainAddress } from "../../model/article/story-link.ts";
import { decodeUri } from "../../model/text.ts";

/** What relative addresses are resolved against, and the wire's own origin. */
export type Base = { base: string; origin: string };

/** The result of reading an address: where it leads, or why it leads nowhere. */
export type Target =
  | { kind: "address"; href: string; isMended: boolean }
  | { kind: "none"; reason: "no target" | "bad link" | "own image" }
  | { kind: "not here"; href: string };

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Reads the address of a link: parses it first, as a browser does, and then validates it. */
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

/** Repairs an address: strips quotation marks that word processors add and restores what people leave out. */
function mended(written: string): string {
  const bare = withoutSpace(withoutSpace(written).replace(QUOTES, ""));
  if (/^www\.[^/\s]+\.[^/\s]/i.test(bare) || KNOWN_ENDING.test(bare)) return `https://${bare}`;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(bare)) return `mailto:${bare}`;
  // A scheme that is repeated or incomplete: `http://https://…`, `https//…`, `https:example.org`.
  return bare.replace(/^(?:https?:?\/{0,2})(?=https?:\/\/)/i, "").replace(/^(https?)(?::\/?(?!\/)|\/\/)/i, "$1://");
}

/** Quotation marks around an address, literal or percent-encoded. */
const QUOTES = /^(?:["'“”„‟‘’‚«»″′`]|%22|%E2%80%9[CDEF89])+|(?:["'“”„‟‘’‚«»″′`]|%22|%E2%80%9[CDEF89])+$/giu;

/** A host without a scheme; no file name ends like that. */
const KNOWN_ENDING = /^(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|news)(?:[:/?#]|$)/i;

/** Strips leading and trailing white space and control characters, as HTML does for addresses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is stripped.
const withoutSpace = (text: string): string => text.replace(/^[\u0000-\u0020\s]+|[\u0000-\u0020\s]+$/gu, "");

/** Parses an address. The wire's own images always resolve against the wire, whatever page the text comes from. */
function parsed(href: string, { base, origin }: Base): URL | undefined {
  const against = OUR_IMAGE.test(href) ? origin : base;
  return URL.canParse(href, against) ? new URL(href, against) : undefined;
}

const OUR_IMAGE = /^\/images\/([0-9a-f]{64})(?:\.\w+)?$/;

const isOurImage = (url: URL, origin: string): boolean =>
  url.origin === origin && /^\/+images(\/|$)/i.test(decodeUri(url.pathname));

const isRootRelative = (href: string): boolean => /^[/\\](?![/\\])/.test(href);

/** Whether an address is one of the wire's pages that a story may link to. */
const isOurPage = ({ pathname }: URL): boolean =>
  pathname === "/" ||
  /^\/(?:articles|sections|topics|authors|licences|feeds|archive|search|apply|docs)(?:\/|$)/.test(pathname);

/** Returns the hash if an address is that of an image on the wire; otherwise undefined. */
export function imageHash(src: string | undefined, { origin }: Base): string | undefined {
  // A quick exit: nearly every address is either an image path in our own form or has no `/images/`, so it needs no parsing.
  if (src !== undefined && OUR_IMAGE.test(src)) return OUR_IMAGE.exec(src)?.[1];
  if (!src?.includes("/images/") || !URL.canParse(src, origin)) return undefined;
  const url = new URL(src, origin);
  return url.origin === origin ? /^\/images\/([0-9a-f]{64})(?:\.\w+)?$/.exec(url.pathname)?.[1] : undefined;
}

/** Returns the id if an address leads to a place in the same document. */
export function fragmentIn(written: string, { base }: Base): string | undefined {
  const href = withoutSpace(written);
  if (href.startsWith("#")) return href.length > 1 ? decodeUri(href.slice(1)) : undefined;
  if (!href.includes("#") || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  const id = url.hash.slice(1);
  url.hash = "";
  return id !== "" && url.href === new URL(base).href ? decodeUri(id) : undefined;
}

/** Returns an absolute http or https address for media; undefined for anything else. */
export function mediaAddress(written: string | undefined, base: Base): string | undefined {
  if (written === undefined || withoutSpace(written) === "") return undefined;
  const target = targetOf(written, base);
  const href = target.kind === "address" ? target.href : undefined;
  return href !== undefined && /^https?:/.test(href) ? href : undefined;
}

/** Returns the host of an absolute address. */
export const hostOf = (address: string): string => new URL(address).host;
