import { MalformedError, parseFeed } from "feedsmith";
import { SourceFailed } from "../../../model/source/failure.ts";
import { type Answer, placeOf } from "../answer.ts";
import { atomDocument } from "./atom.ts";
import type { FeedDocument, ReadAt } from "./document.ts";
import { jsonDocument } from "./json.ts";
import { markupOf } from "./markup.ts";
import { latestOf } from "./removals.ts";
import { rdfDocument, rssDocument } from "./rss.ts";

/** Reads a feed of any format. Throws if it isn't a feed or isn't complete; then none of it is used. */
export function readFeed({ text, address }: Pick<Answer, "text" | "address">, now: number): FeedDocument {
  const place = placeOf(address);
  const problem = brokenBecause(text);
  if (problem !== undefined) throw new SourceFailed("malformed-feed", `${problem}: ${place}`);
  const document = parse(text, { address, now });
  if (document.items.length + document.removed.length < countItems(text))
    throw new SourceFailed("malformed-feed", `items nested inside other items: ${place}`);
  return latestOf(document);
}

function parse(text: string, at: ReadAt): FeedDocument {
  try {
    const parsed = parseFeed(text);
    if (parsed.format === "rss") return rssDocument(parsed.feed, at);
    if (parsed.format === "atom") return atomDocument(parsed.feed, text, at);
    return parsed.format === "rdf" ? rdfDocument(parsed.feed, at) : jsonDocument(parsed.feed, text, at);
  } catch (error) {
    throw new SourceFailed(error instanceof MalformedError ? "malformed-feed" : "not-a-feed", placeOf(at.address));
  }
}

const ENDS = /<\/(?:rss|feed|rdf:RDF|RDF)\s*>/gi;

/** Returns why a document can't be complete; undefined if it may be. A lenient parser would publish half a story. */
function brokenBecause(text: string): string | undefined {
  const begin = text.trimStart();
  if (begin === "") return "it is empty";
  if (/^[[{]/.test(begin)) return brokenJson(begin);
  if (/<!DOCTYPE[^<>[]*\[|<!ENTITY\b/i.test(markupOf(text))) return "it declares entities";
  const isFeed = /<(?:rss|feed|rdf:RDF|RDF)\b/i.test(text);
  const end = [...text.matchAll(ENDS)].at(-1)?.index ?? -1;
  return isFeed && end < Math.max(text.lastIndexOf("</item>"), text.lastIndexOf("</entry>"), 0)
    ? "it is cut off"
    : undefined;
}

function brokenJson(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const isFeed = typeof json === "object" && json !== null && "version" in json && "items" in json;
    return isFeed && !Array.isArray(json.items) ? "its items aren't a list" : undefined;
  } catch {
    return "its JSON is broken or incomplete";
  }
}

/** Counts the items in the markup of an XML feed; 0 for JSON. */
const countItems = (text: string): number =>
  /^\s*[[{]/.test(text) ? 0 : (markupOf(text).match(/<(?:\w+:)?(?:item|entry)[\s>]/g) ?? []).length;
