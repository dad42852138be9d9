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

/** The type of what the API answers with. */
export const JSON_TYPE = "application/json; charset=utf-8";

/** What a resource is made of, once it has to be made. */
export type Representation = {
  body: string | Uint8Array;
  type: string;
  headers?: Record<string, string>;
  /** Set if a copy has to be asked about each time, because who asks may be somebody else by then. */
  mustRevalidate?: true;
  /** Set if the bytes never change: since when, in seconds since 1970. */
  foreverSince?: number;
  /** The articles whose full text it holds, or whose picture it is, for the record of who was handed what. */
  held?: readonly ReceivedText[];
  /** The number up to which it was read, where that is less than all there is. */
  state?: number;
  /** Set if more will be in it soon, without a change of the wire: no cache of ours keeps it, and its tag stands for nothing later. */
  unfinished?: true;
  /** Set if what allows it can end without a change of the wire: no cache of ours keeps it (RFC 9111 §5.2.2.5). */
  noStore?: true;
};

/** What is said of something of which more will be there soon. */
export const UNFINISHED = { unfinished: true } as const;

/** A permanent redirect. It is as cacheable as its target, and keeps the request's query. */
export type Redirection = Pick<Representation, "headers"> & { location: string };

/** Something to be read: what names it, what it depends on, and how it is made. */
export type Resource = {
  /** Names it among everything that is served; the same for every spelling of its address. */
  key: string;
  /** What its ETag depends on. */
  scope: Scope;
  /** Its media type, where that is known before it is made: whoever shows its tag is then told so without making it. */
  type?: string;
  /** Makes it; undefined where there is nothing, a response where there is something else to say. */
  render: (site: Site, freshness: FreshnessReading) => Promise<Representation | Redirection | Response | undefined>;
};

/**
 * Serves a resource. Answers from memory while nothing was published, after one small query while this resource is
 * unchanged, and else renders it. Answers conditional requests.
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

/** Concurrent misses share one rendering. It goes on if the request that began it is given up. */
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

/** Milliseconds between two looks at another request's rendering. */
const LOOK = CACHE.lookMs;

/**
 * Waits for what another request renders, by looking: a promise that another request has to fulfil can leave this one
 * hanging, and workerd then ends it. Undefined where nothing came of it, or it takes too long.
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
  // With another key for images, the same articles have other addresses in them.
  const ofKey = makeMac === undefined ? [] : [await makeMac(OF_KEY)];
  // The build is known with the media type: of what is kept, or of what was just made.
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

/** Says that what somebody has is what there is. Nothing of it is kept: it wasn't made. */
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

/** A database that was taken back in time has earlier dates again: none of them may stand for what readers saw before. */
const changedAtOf = ({ changedAt, ledger: { restored = 0 } }: FreshnessReading): number =>
  Math.max(changedAt, restored);

/** What is kept of something that was made. */
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

/** What is kept of a redirection. No condition holds for it (RFC 9110 §13.2.1), so its tag stays here; and it is no read of anything. */
const redirection = ({ location, headers }: Redirection, access: Access) => ({
  location,
  body: new Uint8Array(),
  headers: { ...SECURITY, ...ANY_ORIGIN, ...headers, ...cacheHeaders(cacheControl(access)) },
});

/**
 * What leaves; and what Cloudflare's cache in front of Wire is told, which the default entrypoint takes off again. It may keep
 * an answer for long: the state is part of its key, so what it has of an older one is simply not asked for any more.
 */
const cacheHeaders = (cacheControl: string) => ({
  "Cache-Control": cacheControl,
  [SHARED_CACHE_HEADER]: `max-age=${CACHE.sharedSeconds}, stale-if-error=0`,
});

/**
 * What never changes has a tag and a date of its own, whatever changes around it. After a restore it may be another text
 * under the same number: so others from then on.
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

/** No image's hash: what is made of it tells one key from another. */
const OF_KEY = "key";

/** Opaque, and salted: change numbers have gaps that would count hidden articles. */
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
      // Which state this is, and which full texts, for the record of what keys read.
      [STATE_HEADER]: String(change),
      ...(access.kind === "licensed" && held.length > 0 ? { [RECEIVED_HEADER]: formatReceived(held) } : {}),
    },
  };
}

const cacheControl = (access: Access, mustRevalidate = false): string => {
  if (access.kind !== "public") return "private, no-cache";
  return mustRevalidate ? "public, no-cache" : `public, max-age=${MAX_AGE}`;
};

/** Another header on which an answer depends, beside those that it has. */
const varyBy = (vary: string | undefined, name: string) => ({ Vary: vary === undefined ? name : `${vary}, ${name}` });

/** What was read is remembered by its address, too, and by who may read it, so that the next request needn't come this far. */
function respond(c: Context<WireEnv>, key: string, plain: CachedAnswer): Response {
  const { encoding, now, state } = c.env;
  const encoded = encodeAnswer(key, plain, encoding);
  if (!plain.noStore) rememberTarget(readerOf(c), encoding, targetOf(c.req.url), encoded.key);
  const answer = answerWith(encoded.kept, c.req.raw, now) ?? problem(c, "precondition-failed");
  // A database that lags behind the state that was asked for: its answer must not stand for that state.
  if (plain.noStore || isOlder(plain.state, state)) answer.headers.set(SHARED_CACHE_HEADER, "no-store");
  return answer;
}
