import { decodeUri, ID } from "../text.ts";
import type { Article, Body } from "./article.ts";

/** A string in every text with such an address: most texts don't have it, and need no closer look. */
const HINT = /articles(?:\/|%2f)/i;
/** A link as cleaning writes it: links are never nested, and a `<` in the words always begins a tag. */
const LINK = /<a((?: [a-z-]+(?:="[^"]*")?)*)>([\s\S]*?)<\/a>/g;

/** The addresses of stories on a wire, with the id in each: pages, the same with a key or as JSON, and the desk's. */
const addresses = (origin: string): RegExp =>
  new RegExp(
    `(?<![\\w.-])(?:https?://)?${escaped(hostOf(origin))}\\.?/(?:[^\\s"<>?#]{0,200}/)?articles/+(${ID})(?:[/?#][^\\s"<>]+)?`,
    "gi",
  );

const hostOf = (origin: string): string => new URL(origin).host;
const escaped = (text: string): string => text.replace(/[.[\]]/g, "\\$&");

/** The ids in the addresses of stories that a text or HTML has, each once: those within other addresses, too. */
export function storiesIn(text: string, origin: string): string[] {
  if (!HINT.test(text)) return [];
  const plain = text.replace(/%3a/gi, ":").replace(/%2f/gi, "/");
  return [...new Set([...plain.matchAll(addresses(origin))].map(([, id = ""]) => id.toLowerCase()))];
}

/** An address as it is published: that of a story here as `addresses` finds it, whatever else a browser forgives. */
export function plainAddress(url: URL, origin: string): string {
  const path = decodeUri(url.pathname);
  const isOurs = url.host.replace(/\.(?=:|$)/, "") === hostOf(origin);
  if (!isOurs || storiesIn(origin + path, origin).length === 0) return url.href;
  return `${origin}${encodeURI(path)}${url.search}${url.hash}`;
}

/** The parts of an article that can link to others. */
export type Linking = Pick<Article, "id" | "canonical"> & { body?: Body };

/** The other stories that an article links to or names the address of, by the ids in those addresses. */
export function linkedStories({ id, canonical = "", body = [] }: Linking, origin: string): string[] {
  const texts = [canonical, ...body.filter((piece) => typeof piece === "string")];
  const all = new Set(texts.flatMap((text) => storiesIn(text, origin)));
  all.delete(id);
  return [...all].sort();
}

/** Which links open: those to stories that are out. */
export type OpenLinks = { origin: string; isOpen: (story: string) => boolean };

/** Which of an article's links open. A link to the article itself does, because it is out if it is shown. */
export const openLinksOf = (
  { id, openLinks = [] }: { id: string; openLinks?: readonly string[] },
  origin: string,
): OpenLinks => ({ origin, isOpen: (story) => story === id || openLinks.includes(story) });

/** Whether a text has the address of a story that isn't out. */
export const isClosed = (text: string, { origin, isOpen }: OpenLinks): boolean =>
  storiesIn(text, origin).some((story) => !isOpen(story));

/** Cleaned HTML without the links to stories that aren't out. Their words stay; an address in the text is cut to its host. */
export function closeLinks(html: string, links: OpenLinks): string {
  if (!isClosed(html, links)) return html;
  const { origin, isOpen } = links;
  return html
    .replace(LINK, (link, attributes: string, words: string) =>
      isClosed(attributes, links) ? plain(attributes, words) : link,
    )
    .replace(addresses(origin), (address, story: string) => (isOpen(story.toLowerCase()) ? address : hostOf(origin)));
}

/** The words of a link, with its id, language and direction, if it has them. */
function plain(attributes: string, words: string): string {
  const rest = attributes.replace(/ (?:href|title)="[^"]*"/g, "");
  return rest === "" ? words : `<span${rest}>${words}</span>`;
}

/** The links of cleaned HTML: their attributes as they are written, and their words. */
export const linksIn = (html: string): { attributes: string; words: string }[] =>
  [...html.matchAll(LINK)].map(([, attributes = "", words = ""]) => ({ attributes, words }));
