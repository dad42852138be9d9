import { family } from "../../../model/domain.ts";
import { sha256Hex } from "../../../model/hash.ts";
import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { SourceState } from "../../../model/source/state.ts";
import { type Answer, placeOf, refusal, refusePage } from "../../../sources/cms/answer.ts";
import { webAddress } from "../../../sources/cms/feed/addresses.ts";
import type { FeedDocument } from "../../../sources/cms/feed/document.ts";
import { markupOf } from "../../../sources/cms/feed/markup.ts";
import { headFeeds } from "../../../sources/html/head.ts";
import type { Visit } from "../context.ts";

const ACCEPT = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5";

/** What identifies the state of a feed: validators for conditional requests, and a digest for servers that don't support them. */
export type FeedMarks = { [Name in "etag" | "lastModified" | "digest"]?: SourceState[Name] | undefined };

/** A document of a feed, its address, and its marks. */
export type FeedAnswer = { document: FeedDocument; address: string; marks: FeedMarks };

/** Requests a document of a feed; undefined if it is unchanged by its marks. Throws if there is none. */
export async function askFeed(visit: Visit, address: string, known: FeedMarks = {}): Promise<FeedAnswer | undefined> {
  const answer = await askDocument(visit, address, known);
  if (answer === undefined) return undefined;
  const digest = await sha256Hex(answer.text);
  if (digest === known.digest) return undefined;
  if (!isPage(answer)) return readAnswer(visit, answer, digest);
  refusePage(answer);
  throw new SourceFailed("not-a-feed", placeOf(answer.address));
}

/** Finds the feed of a source: at its address, or where the page at that address says it is. */
export async function findFeed(visit: Visit): Promise<FeedAnswer | undefined> {
  const { address } = visit.source.settings;
  const answer = await askDocument(visit, address);
  if (answer === undefined || !isPage(answer)) return answer && readAnswer(visit, answer, await sha256Hex(answer.text));
  refusePage(answer);
  const announced = announcedIn(answer);
  if (announced === undefined) throw new SourceFailed("not-a-feed", placeOf(answer.address));
  visit.state.root = announced;
  return askFeed(visit, announced);
}

/** Requests what should be a feed; undefined if it is unchanged. Throws the failure that a refusal means. */
async function askDocument({ asker }: Visit, address: string, known: FeedMarks = {}): Promise<Answer | undefined> {
  const { etag, lastModified } = known;
  const answer = await asker.text(address, {
    Accept: ACCEPT,
    ...(etag === undefined ? {} : { "If-None-Match": etag }),
    ...(lastModified === undefined ? {} : { "If-Modified-Since": lastModified }),
  });
  if (answer.status === 304 && (etag !== undefined || lastModified !== undefined)) return undefined;
  if (answer.status < 200 || answer.status > 299) throw refusal(answer);
  return answer;
}

/** Reads a feed; the library for this is loaded only if there is one to read. */
async function readAnswer({ context }: Visit, answer: Answer, digest: string): Promise<FeedAnswer> {
  const { readFeed } = await import("../../../sources/cms/feed/read-feed.ts");
  const { headers, address } = answer;
  const marks = {
    etag: headers.get("ETag") ?? undefined,
    lastModified: headers.get("Last-Modified") ?? undefined,
    digest,
  };
  return { document: readFeed(answer, context.now), address, marks };
}

const isPage = ({ text }: Answer): boolean =>
  /^\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype html|html)\b/i.test(markupOf(text.slice(0, SOURCES.challengeCharacters)));

/** Returns the first feed that a page announces on its own site, skipping comment feeds. */
function announcedIn({ text, address }: Answer): string | undefined {
  const hosts = family(new URL(address).hostname);
  return headFeeds(text)
    .flatMap((href) => webAddress(href, address) ?? [])
    .find((each) => hosts.has(new URL(each).hostname) && !/comments/i.test(each) && !/\/wp-json\//.test(each));
}
