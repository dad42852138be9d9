import type { JWTVerifyGetKey } from "jose";
import type { Encoding } from "../../model/encoding.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { LruCache } from "../../model/lru-cache.ts";
import type { Masthead } from "../../model/masthead.ts";
import { CACHE } from "../../model/policy.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { StoredKey } from "../../store/publisher/key.ts";
import type { State } from "./state.ts";

/** A kept answer: its bytes, and what every request for it needs. */
export type CachedAnswer = {
  /** The state of the store in which it was last known to be current. */
  state: State;
  etag: string;
  changedAt: number;
  /** Whether it is public. */
  isPublic: boolean;
  body: Uint8Array;
  headers: Record<string, string>;
  /** Whether releases of stories don't affect it: its state then changes less often. */
  isLasting: boolean;
  /** Whether it is only for the request that made it and those waiting for it. */
  noStore: boolean;
  /** The encoding of its bytes, if any. */
  encoding?: Encoding;
  /** For a redirect: the target, without the request's query. */
  location?: string;
  /** The same headers as sent, built on first use. */
  quick?: { full: Headers; notModified: Headers };
};

/**
 * A rendering started by a request: when, whether it is done, and its result. It isn't a promise, which would belong to its
 * request.
 */
export type Rendering = { at: number; isOver: boolean; made?: CachedAnswer | undefined };

/** The minimum memory of an answer besides its body and key: headers and table entries, in bytes. */
export const ENTRY_BYTES = 2048;

/** Returns the bytes that keeping an answer takes. */
export const weighAnswer = (key: string, { body }: { body: Uint8Array }): number =>
  body.length + 2 * key.length + ENTRY_BYTES;

/** Everything that an isolate remembers. It only copies what the store says, so it may be lost at any time. */
class IsolateMemory {
  /** The newest state, and when it was asked for, in milliseconds. */
  newest: { ledger: Ledger; at: number; state: State; lastingState: State } | undefined;
  /** The masthead, with the revision and the database that it was read from. */
  masthead: { revision: string; masthead: Masthead } | undefined;
  /** Since when the database couldn't be read, in milliseconds, and when it was last asked. */
  outage: { since: number; askedAt: number } | undefined;
  /** When a query last timed out. */
  brokenAt: number | undefined;
  /** The state noted in R2, and when that was read. */
  noted: { ledger: Ledger | undefined; at: number } | undefined;
  /** When the documents for an outage were last renewed, and the ETags of the kept ones. */
  documentsAt: number | undefined;
  readonly documentTags = new Map<string, string>();
  /** The state for which the cron last confirmed that everything is kept. */
  tended: string | undefined;
  readonly answers = new LruCache<CachedAnswer>(CACHE.answerBytes, weighAnswer);
  /** Maps access and URL to the key of the cached answer. */
  readonly addresses = new LruCache<string>(CACHE.addresses);
  readonly renderings = new LruCache<Rendering>(CACHE.renderings);
  /** Keys that were shown, by their secret. Only valid ones are kept, so guesses can't crowd them out. */
  readonly keys = new LruCache<{ stored: StoredKey; at: number }>(CACHE.keys);
  /** Accepted license versions that are no longer in force, by database, license and version. */
  readonly licenceTexts = new LruCache<LicenceVersion>(CACHE.licenceTexts);
  /** Reads already recorded, so that the database isn't asked again. */
  readonly recorded = new LruCache<true>(CACHE.notedReads);
  /** Reads per publisher in a minute. */
  readonly readCounts = new LruCache<{ minute: number; count: number }>(CACHE.countedPublishers);
  /** MACs of images by hash, so that a page of articles needn't compute them again. */
  readonly imageMacs = new LruCache<string>(CACHE.imageMacs);
  /** The keys of Cloudflare Access teams, as jose fetches and caches them. */
  readonly teams = new LruCache<JWTVerifyGetKey>(CACHE.accessTeams);

  /** Forgets everything, like a new isolate. */
  reset(): void {
    this.newest = undefined;
    this.masthead = undefined;
    this.outage = undefined;
    this.brokenAt = undefined;
    this.noted = undefined;
    this.documentsAt = undefined;
    this.documentTags.clear();
    this.tended = undefined;
    for (const cache of [this.answers, this.addresses, this.renderings, this.keys, this.licenceTexts]) cache.clear();
    for (const cache of [this.recorded, this.readCounts, this.imageMacs, this.teams]) cache.clear();
  }
}

/** The memory of this isolate: the only state that a module holds. */
export const isolate = new IsolateMemory();
