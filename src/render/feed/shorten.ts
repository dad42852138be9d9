import { articleUrl } from "../../model/address.ts";
import { bytesOf } from "../../model/text.ts";
import { storyWords } from "../messages/language.ts";
import { doorOf, type Site } from "../site.ts";
import type { Item } from "./item.ts";

/** Shortens an item that would make an answer too long: a full story to its summary and a link, a summary to the link. */
export function shortenItem({ body: _body, summary, ...item }: Item, site: Site): Item {
  if (item.shows !== "full") return { ...item, shows: "link", corrections: [], images: [], kept: [] };
  const where = storyWords(item, site).say("feed.tooLong", { address: articleUrl(doorOf(site), item.address) });
  return { ...item, shows: "summary", summary: summary ? `${summary} ${where}` : where, kept: [], isShortened: true };
}

/**
 * Shortens items until the given number of bytes is saved: the longest texts first, the last of equals first, and once no text
 * is left, the last summary. Undefined if nothing is left to shorten.
 */
export function shortenLongest(items: readonly Item[], site: Site, bytes: number): Item[] | undefined {
  const sizes = items.map(({ shows, body = "" }) => (shows === "full" ? 1 + bytesOf(body) : 0));
  const ranked = items
    .map(({ shows }, at) => ({ at, size: sizes[at] ?? 0, isLink: shows === "link" }))
    .filter(({ isLink }) => !isLink)
    .sort((one, other) => other.size - one.size || other.at - one.at);
  const going = new Set(enough(ranked, bytes).map(({ at }) => at));
  return going.size === 0 ? undefined : items.map((item, at) => (going.has(at) ? shortenItem(item, site) : item));
}

/** Takes the first items that together have enough bytes: at least one, and none without bytes after one that has some. */
function enough<Sized extends { size: number }>(ranked: readonly Sized[], bytes: number): Sized[] {
  let left = bytes;
  const end = ranked.findIndex(({ size }, at) => {
    const isEnough = at > 0 && (left <= 0 || size === 0);
    left -= size;
    return isEnough;
  });
  return ranked.slice(0, end < 0 ? ranked.length : end);
}
