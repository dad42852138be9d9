import { IMAGE_TYPES, type ImageFile } from "./article/image.ts";
import { keysOf } from "./get-own.ts";
import { LENGTH } from "./policy.ts";

/** The formats of a channel, with their media types. */
export const FEED_TYPES = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  json: "application/feed+json",
} as const;
export type FeedFormat = keyof typeof FEED_TYPES;
export const FEED_FORMATS: readonly FeedFormat[] = keysOf(FEED_TYPES);

/** An article's page; for the article's id, the id in every format, whatever the page's address is now. */
export const articleUrl = (origin: string, name: string): string => `${origin}/articles/${name}`;

/** Where publishers take a story: its text and pictures to copy and download. `ending` is the file's, with its dot. */
export const republishUrl = (origin: string, address: string, ending = ""): string =>
  `${articleUrl(origin, address)}/republish${ending}`;

/** An article in the API, which knows it by its id. */
export const articleApiUrl = (origin: string, id: string): string => `${origin}/v1/articles/${id}`;

/** A channel in one format. */
export const feedUrl = (origin: string, channel: string, format: FeedFormat): string =>
  `${origin}/feeds/${channel}.${format}`;

/** A page of a channel's archive in one format. */
export const archiveUrl = (origin: string, channel: string, page: number, format: FeedFormat): string =>
  `${origin}/feeds/${channel}/archive/${page}.${format}`;

/** How one address is written in a document at another: from the segment where they part (RFC 3986 §4.2). */
export function relativeReference(from: string, to: string): string {
  const [before, after] = [from.split("/"), to.split("/")];
  const last = Math.min(before.length, after.length) - 1;
  const parting = after.findIndex((segment, at) => at === last || segment !== before[at]);
  return "../".repeat(before.length - 1 - parting) + after.slice(parting).join("/");
}

/** The formats of the list of withdrawn stories. */
export const WITHDRAWN_FORMATS = ["atom", "json"] as const;
export type WithdrawnFormat = (typeof WITHDRAWN_FORMATS)[number];

/** The list of withdrawn stories in one format, starting at `cursor`. */
export const withdrawnUrl = (origin: string, format: WithdrawnFormat, cursor?: string): string =>
  `${origin}/withdrawn.${format}${cursor === undefined ? "" : `?cursor=${cursor}`}`;

/** An image's URL; with its MAC if it opens without a key but isn't public. */
export const imageUrl = (origin: string, image: Pick<ImageFile, "sha256" | "extension">, mac?: string): string =>
  `${origin}/images/${image.sha256}${mac === undefined ? "" : `-${mac}`}.${image.extension}`;

const IMAGE_FILE = new RegExp(`^([0-9a-f]{64})(?:-([0-9a-f]{${LENGTH.imageMac}}))?\\.([a-z]+)$`);

/** The image in the last segment of a URL; `mac` is undefined if there is none. */
export type NamedImage = { sha256: string; extension: string; mac: string | undefined };

/** Reads the last segment of an image's URL; undefined if it isn't one. */
export function parseImageFile(file: string): NamedImage | undefined {
  const [, sha256, mac, extension] = IMAGE_FILE.exec(file) ?? [];
  return sha256 === undefined || extension === undefined ? undefined : { sha256, extension, mac };
}

/** A license's terms, for people. */
export const termsUrl = (origin: string, licence: string): string => `${origin}/licences/${licence}`;

/** One version of a license, for people. */
export const versionUrl = (origin: string, licence: string, version: number): string =>
  `${termsUrl(origin, licence)}/${version}`;

/** One version of a license as a machine-readable offer: ODRL as JSON-LD. */
export const offerUrl = (origin: string, licence: string, version: number): string =>
  `${versionUrl(origin, licence, version)}.jsonld`;

/** The offer of an article that narrows its license. */
export const articleOfferUrl = (origin: string, article: string): string =>
  `${articleUrl(origin, article)}/offer.jsonld`;

/** A term of our own vocabulary. */
export const nsUrl = (origin: string, term = ""): string => `${origin}/ns#${term}`;

/** Where a publisher's software reports the status of its copy of a killed story. */
export const recallUrl = (origin: string, recall: string): string => `${origin}/v1/publisher/recalls/${recall}`;

/** What machines may do with everything here: RSL. */
export const rslUrl = (origin: string): string => `${origin}/rsl.xml`;

/** What machines may do with one article, by the address of its page: RSL. */
export const articleRslUrl = (page: string): string => `${page}/rsl.xml`;

/** Where the members of `_commonwire`, the errors and the API are documented. */
export const docsUrl = (origin: string, about: string): string => `${origin}/docs#${about}`;

/** The paths of a story's kit and its files. */
export const KIT_PATH = /^\/articles\/[^/]+\/republish(?:\.[a-z.]+)?$/;

/** The script of pages with something to copy. */
export const COPY_SCRIPT_PATH = "/copy.js";

/** The script that asks before a half-filled form is left. */
export const LEAVE_SCRIPT_PATH = "/leave.js";

/** The file extension of an image, by its media type. */
export const imageEnding = (type: string): string =>
  Object.entries(IMAGE_TYPES).find(([, known]) => known === type)?.[0] ?? "bin";

/** An image's media type. */
export const imageType = (image: Pick<ImageFile, "extension">): string => IMAGE_TYPES[image.extension];
