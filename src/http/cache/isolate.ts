import type { JWTVerifyGetKey } from "jose";
import type { Encoding } from "../../model/encoding.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { LruCache } from "../../model/lru-cache.ts";
import type { Masthead } from "../../model/masthead.ts";
import { CACHE } from "../../model/policy.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { StoredKey } from "../../store/publisher/key.ts";
import type { State } from "./state.ts";

/** An answer as it is kept: its bytes, and what every request for it needs. */
export type CachedAnswer = {
  /** The state of the store in which it was last known to be current. */
  state: State;
  etag: string;
  changedAt: number;
  /** Whether it is everybody's. */
  isPublic: boolean;
  body: Uint8Array;
  headers: Record<string, string>;
  /** Whether it outlasts releases of stories: then its state moves less often. */
  isLasting: boolean;
  /** Whether it is for the request that made it alone, and for those that wait for it. */
  noStore: boolean;
  /** How its bytes are encoded, where they are. */
  encoding?: Encoding;
  /** Of what is found elsewhere: where, without the request's query. */
  location?: string;
  /** The same headers as they leave, made when they are first needed. */
  quick?: { full: Headers; notModified: Headers };
};

/** A rendering that a request began: when, whether it is over, and what came of it. No promise: those are their request's own. */
export type Rendering = { at: number; isOver: boolean; made?: CachedAnswer | undefined };

/** What an answer takes beside its body and its key, at the least: headers and places in tables, in bytes. */
export const ENTRY_BYTES = 2048;

/** Bytes that keeping an answer takes. */
export const weighAnswer = (key: string, { body }: { body: Uint8Array }): number =>
  body.length + 2 * key.length + ENTRY_BYTES;

/** Everything that an isolate remembers. It is a copy of what the store says and nothing else, so it may be lost at any time. */
class IsolateMemory {
  /** The newest state, and when it was asked for, in milliseconds. */
  newest: { ledger: Ledger; at: number; state: State; lastingState: State } | undefined;
  /** The masthead, and at which revision of which database it was read. */
  masthead: { revision: string; masthead: Masthead } | undefined;
  /** Since when the database couldn't be read, in milliseconds, and when it was last asked. */
  outage: { since: number; askedAt: number } | undefined;
  /** When a question to the database last ran out of time. */
  brokenAt: number | undefined;
  /** The state that was noted in R2, and when that was read. */
  noted: { ledger: Ledger | undefined; at: number } | undefined;
  /** When the documents for an outage were last renewed, and the ETags of those that are kept. */
  documentsAt: number | undefined;
  readonly documentTags = new Map<string, string>();
  /** The state for which the cron last saw that everything is kept. */
  tended: string | undefined;
  readonly answers = new LruCache<CachedAnswer>(CACHE.answerBytes, weighAnswer);
  /** From access and address to the key of the cached answer. */
  readonly addresses = new LruCache<string>(CACHE.addresses);
  readonly renderings = new LruCache<Rendering>(CACHE.renderings);
  /** Keys that were shown, by their secret. Only known ones are kept, so guesses can't crowd them out. */
  readonly keys = new LruCache<{ stored: StoredKey; at: number }>(CACHE.keys);
  /** Texts of licences that somebody accepted and that aren't in force any more, by database, licence and version. */
  readonly licenceTexts = new LruCache<LicenceVersion>(CACHE.licenceTexts);
  /** What was recorded as read already, so that the database isn't asked again. */
  readonly recorded = new LruCache<true>(CACHE.notedReads);
  /** Reads by each publisher in a minute. */
  readonly readCounts = new LruCache<{ minute: number; count: number }>(CACHE.countedPublishers);
  /** Macs of images by their hash, so that a page of articles needn't make them again. */
  readonly imageMacs = new LruCache<string>(CACHE.imageMacs);
  /** The keys of Cloudflare Access teams, as jose fetches and keeps them. */
  readonly teams = new LruCache<JWTVerifyGetKey>(CACHE.accessTeams);

  /** Forgets everything, as a fresh isolate would. */
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
