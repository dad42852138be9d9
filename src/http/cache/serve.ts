import type { Context } from "hono";
import type { Access } from "../../model/access.ts";
import { formatReceived, type ReceivedText } from "../../model/article/holding.ts";
import { base64url, sha256 } from "../../model/hash.ts";
import { CACHE, RATE } from "../../model/policy.ts";
import { BUILDS, buildKind } from "../../render/build.ts";
import type { Site } from "../../render/site.ts";
import { type FreshnessReading, readFreshness, type Scope } from "../../store/freshness.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { WireEnv } from "../context.ts";
import { isCompressedHere } from "../encoding/compress.ts";
import { ANY_ORIGIN, MAX_AGE, SECURITY } from "../respond/headers.ts";
import { problem } from "../respond/problems.ts";
import { mastheadFor } from "./accepted-masthead.ts";
import { answerWith, RECEIVED_HEADER, SHARED_CACHE_HEADER, STATE_HEADER } from "./answer.ts";
import { condition } from "./conditional.ts";
import { encodeAnswer } from "./encode-answer.ts";
import { macMaker } from "./image-macs.ts";
import { type CachedAnswer, isolate, type Rendering } from "./isolate.ts";
import { learn, mastheadOf, readerKey, rememberTarget, STATE_TTL_MS, targetOf } from "./memory.ts";
import { isLasting, isOlder, stateAt } from "./state.ts";

/** The media type of API answers. */
export const JSON_TYPE = "application/json; charset=utf-8";

/** What a resource is rendered from, if it must be rendered. */
export type Representation = {
  body: string | Uint8Array;
  type: string;
  headers?: Record<string, string>;
  /** Set if a copy must be revalidated each time, because the next requester may be somebody else. */
  mustRevalidate?: true;
  /** Set if the bytes never change: since when, in seconds since 1970. */
  foreverSince?: number;
  /** The articles whose full text or picture it contains, for the record of what was handed out. */
  held?: readonly ReceivedText[];
  /** The number up to which it was read, if that isn't everything. */
  state?: number;
  /**
   * Set if it will soon contain more without a change on the wire: our caches don't keep it, and its tag is never valid later.
   */
  unfinished?: true;
  /** Set if the right to it can end without a change on the wire: our caches don't keep it (RFC 9111 §5.2.2.5). */
  noStore?: true;
};

/** The options for something that will soon contain more. */
export const UNFINISHED = { unfinished: true } as const;

/** A permanent redirect. It is as cacheable as its target, and keeps the request's query. */
export type Redirection = Pick<Representation, "headers"> & { location: string };

/** A readable resource: its identity, its dependencies, and how to render it. */
export type Resource = {
  /** Identifies it among all resources; the same for every spelling of its URL. */
  key: string;
  /** What its ETag depends on. */
  scope: Scope;
  /** Its media type, if known before rendering, so that a request with a current tag gets a 304 without rendering. */
  type?: string;
  /** Renders it; undefined if it doesn't exist, a response if there is something else to answer. */
  render: (site: Site, freshness: FreshnessReading) => Promise<Representation | Redirection | Response | undefined>;
};

/**
 * Serves a resource: from memory if nothing was published, after one small query if this resource is unchanged, and otherwise
 * by rendering it. Answers conditional requests.
 */
export async function serve(c: Context<WireEnv>, resource: Resource): Promise<Response> {
  const key = `${readerOf(c)} ${resource.key}`;
  const known = isolate.answers.get(key);
  if (known?.state === c.env.state) return respond(c, key, known);
  const made = await shareRendering(c, key, () => refresh(c, resource, key, known));
  if (made instanceof Response) return made;
  return made === undefined ? problem(c, "not-found") : respond(c, key, made);
}

const readerOf = ({ env: { access, isKeyInPath } }: Context<WireEnv>): string => readerKey(access, isKeyInPath);

/** Concurrent misses share one rendering, which continues even if the request that started it is aborted. */
async function shareRendering(
  c: Context<WireEnv>,
  key: string,
  make: () => Promise<CachedAnswer | Response | undefined>,
): Promise<CachedAnswer | Response | undefined> {
  const running = isolate.renderings.get(key);
  // Don't join a rendering older than the state's lifetime: it may be stale, or hang.
  if (running && c.env.now - running.at < STATE_TTL_MS) return (await waitForRendering(running)) ?? (await make());
  const mine: Rendering = { at: c.env.now, isOver: false };
  isolate.renderings.set(key, mine);
  const started = make().then((made) => {
    if (!(made instanceof Response)) mine.made = made;
    return made;
  });
  const done = () => {
    mine.isOver = true;
    if (isolate.renderings.get(key) === mine) isolate.renderings.delete(key);
  };
  c.executionCtx.waitUntil(started.then(done, done));
  return started;
}

/** Milliseconds between checks of another request's rendering. */
const LOOK = CACHE.lookMs;

/**
 * Waits for another request's rendering by polling: awaiting a promise that another request has to settle can hang, and workerd
 * then cancels the request. Undefined if it produced nothing, or takes too long.
 */
async function waitForRendering(running: Rendering): Promise<CachedAnswer | undefined> {
  for (let looks = STATE_TTL_MS / LOOK; looks > 0 && !running.isOver; looks--)
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  return running.made;
}

/** Checks freshness, and renders again only if the ETag would differ. */
async function refresh(
  c: Context<WireEnv>,
  resource: Resource,
  key: string,
  known: CachedAnswer | undefined,
): Promise<CachedAnswer | Response | undefined> {
  const { env, access, now } = c.env;
  const freshness = await readFreshness(env.db, resource.scope);
  if (freshness === undefined)
    return problem(c, "nothing-published", { headers: { "Retry-After": String(RATE.emptyRetrySeconds) } });
  learn(freshness.ledger, now);
  const isLastingAnswer = isLasting(c.req.path);
  const state = stateAt(c.req.path, freshness.ledger);
  const makeMac = macMaker(env, access);
  // With another key for images, the same articles contain other URLs.
  const ofKey = makeMac === undefined ? [] : [await makeMac(OF_KEY)];
  // The build number follows from the media type, of the kept answer or of the new one.
  const etagFor = (type: string, ...more: string[]) =>
    etagOf([freshness.ledger.salt, freshness.change, key, BUILDS[buildKind(type)], ...ofKey, ...more]);
  if (known && known.etag === (await etagFor(known.headers["Content-Type"] ?? ""))) {
    known.state = state;
    return known;
  }
  const held = resource.type === undefined ? undefined : await etagFor(resource.type);
  if (held !== undefined && condition(c.req.raw.headers, { etag: held }) === 304)
    return notModified(held, access, freshness.change);
  const newest = await mastheadOf(env.db, freshness.ledger);
  const masthead = newest && (await mastheadFor(env.db, newest, access, freshness.ledger));
  const made = masthead && (await resource.render(siteOf(c, { masthead, makeMac }), freshness));
  if (made === undefined || made instanceof Response) return made;
  const isPublic = access.kind === "public";
  const isUnfinished = "unfinished" in made && made.unfinished === true;
  const etag = await etagFor("type" in made ? made.type : "", ...(isUnfinished ? ["unfinished"] : []));
  const validators = { etag, changedAt: changedAtOf(freshness) };
  const own =
    "location" in made
      ? { ...validators, ...redirection(made, access) }
      : await representation(made, validators, key, access, freshness);
  const noStore = isUnfinished || ("noStore" in made && made.noStore === true);
  const answer = { state, isLasting: isLastingAnswer, isPublic, noStore, ...own };
  if (noStore) isolate.answers.delete(key);
  else isolate.answers.set(key, answer);
  return answer;
}

/** Answers that the requester's copy is current. Nothing is kept: nothing was rendered. */
const notModified = (etag: string, access: Access, change: number): Response =>
  new Response(null, {
    status: 304,
    headers: {
      ...SECURITY,
      ...ANY_ORIGIN,
      ETag: etag,
      "Cache-Control": cacheControl(access),
      [SHARED_CACHE_HEADER]: "no-store",
      [STATE_HEADER]: String(change),
    },
  });

/**
 * A database that was set back in time has earlier dates again, which must not be taken for the dates that readers saw before.
 */
const changedAtOf = ({ changedAt, ledger: { restored = 0 } }: FreshnessReading): number =>
  Math.max(changedAt, restored);

/** Makes the kept answer from something rendered. */
async function representation(
  made: Representation,
  validators: Pick<CachedAnswer, "etag" | "changedAt">,
  key: string,
  access: Access,
  { change, ledger }: FreshnessReading,
) {
  const own = made.foreverSince === undefined ? validators : await immutableValidators(made.foreverSince, key, ledger);
  return { ...own, ...bytesAndHeaders(made, own.etag, access, made.state ?? change) };
}

/**
 * Makes the kept answer from a redirect. Conditions don't apply to it (RFC 9110 §13.2.1), so it has no tag; and it isn't
 * recorded as a read.
 */
const redirection = ({ location, headers }: Redirection, access: Access) => ({
  location,
  body: new Uint8Array(),
  headers: { ...SECURITY, ...ANY_ORIGIN, ...headers, ...cacheHeaders(cacheControl(access)) },
});

/**
 * Builds the outgoing answer with headers for Cloudflare's cache in front of Wire, which the default entrypoint removes. That
 * cache may keep it for a long time: the state is part of its key, so answers of older states are simply never requested again.
 */
const cacheHeaders = (cacheControl: string) => ({
  "Cache-Control": cacheControl,
  [SHARED_CACHE_HEADER]: `max-age=${CACHE.sharedSeconds}, stale-if-error=0`,
});

/**
 * Content that never changes has its own tag and date, whatever changes around it. After a restore the same number may belong
 * to another text, so both differ from then on.
 */
const immutableValidators = async (since: number, key: string, { restored, salt }: Ledger) =>
  restored === undefined
    ? { etag: await etagOf([key]), changedAt: since }
    : { etag: await etagOf([key, salt]), changedAt: Math.max(since, restored) };

type Given = Pick<Site, "masthead" | "makeMac">;
const siteOf = ({ env: { env, access, isKeyInPath } }: Context<WireEnv>, given: Given): Site => ({
  origin: env.origin,
  access,
  isKeyInPath,
  isResizing: env.resizer !== undefined,
  ...given,
});

/** Not the hash of an image: it only tells one key from another. */
const OF_KEY = "key";

/** Opaque and salted: gaps in change numbers would reveal how many articles are hidden. */
const etagOf = async (parts: readonly (string | number)[]): Promise<string> =>
  `"${base64url((await sha256(parts.join(" "))).slice(0, 16))}"`;

function bytesAndHeaders(
  { body, type, headers, foreverSince, mustRevalidate, held = [] }: Representation,
  etag: string,
  access: Access,
  change: number,
): Pick<CachedAnswer, "body" | "headers"> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return {
    body: bytes,
    headers: {
      ...SECURITY,
      ...ANY_ORIGIN,
      ...headers,
      "Content-Type": type,
      "Content-Length": String(bytes.length),
      ETag: etag,
      ...cacheHeaders(
        foreverSince === undefined
          ? cacheControl(access, mustRevalidate)
          : `public, max-age=${CACHE.foreverSeconds}, immutable`,
      ),
      ...(isCompressedHere(type) ? varyBy(headers?.Vary, "Accept-Encoding") : {}),
      // The state and the full texts, for the record of what keys read.
      [STATE_HEADER]: String(change),
      ...(access.kind === "licensed" && held.length > 0 ? { [RECEIVED_HEADER]: formatReceived(held) } : {}),
    },
  };
}

const cacheControl = (access: Access, mustRevalidate = false): string => {
  if (access.kind !== "public") return "private, no-cache";
  return mustRevalidate ? "public, no-cache" : `public, max-age=${MAX_AGE}`;
};

/** Adds a header to the answer's `Vary`. */
const varyBy = (vary: string | undefined, name: string) => ({ Vary: vary === undefined ? name : `${vary}, ${name}` });

/** Also remembers the answer by URL and access, so that the next request is answered earlier. */
function respond(c: Context<WireEnv>, key: string, plain: CachedAnswer): Response {
  const { encoding, now, state } = c.env;
  const encoded = encodeAnswer(key, plain, encoding);
  if (!plain.noStore) rememberTarget(readerOf(c), encoding, targetOf(c.req.url), encoded.key);
  const answer = answerWith(encoded.kept, c.req.raw, now) ?? problem(c, "precondition-failed");
  // The database lags behind the requested state, so its answer must not be kept for that state.
  if (plain.noStore || isOlder(plain.state, state)) answer.headers.set(SHARED_CACHE_HEADER, "no-store");
  return answer;
}
