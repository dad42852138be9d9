import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import type { RawEnv } from "../../src/env.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { stateAt } from "../../src/http/cache/state.ts";
import type { Access } from "../../src/model/access.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { readLedger } from "../../src/store/ledger.ts";
import { readMasthead } from "../../src/store/masthead.ts";
import worker from "../../src/worker.ts";
import { pass, stopClock } from "./clock.ts";

export const ORIGIN = "http://localhost:8787";
export const TOKEN = "cwdesk_test";

/** Whether this worker's database has its tables: test files that share a worker share the database. */
let isMigrated = false;

/** Creates an empty wire with a stopped clock, as a fresh isolate sees it. */
export async function freshWire(): Promise<void> {
  stopClock();
  changed = undefined;
  if (!isMigrated) await applyD1Migrations(env.DB, env.MIGRATIONS);
  isMigrated = true;
  const tables = [
    "mail",
    "mail_link",
    "session",
    "sign_in_link",
    "person",
    "change",
    "masthead",
    "licence_version",
    "article",
    "article_version",
    "membership",
    "channel",
    "image",
    "image_use",
    "publisher",
    "domain",
    "agreement",
    "key",
    "reading",
    "audit",
    "archive",
    "holding",
    "picture_holding",
    "webhook",
    "delivery",
    "recall",
    "recall_told",
    "acknowledgement",
    "story_link",
    "address",
    "search_public",
    "search_licensed",
    "search_entry",
    "search_todo",
    "source",
    "source_post",
    "source_block",
  ];
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    env.DB.prepare(
      `UPDATE ledger SET revision = revision + 1, counted = revision + 1, changed_at = 0, change = 0, altered = 0, restored = NULL, restoring = NULL,
         salt = lower(hex(randomblob(16)))`,
    ),
  ]);
  isolate.reset();
  // Keeps releases from renewing the outage documents after their response, which would distort the counts in tests.
  isolate.documentsAt = Number.POSITIVE_INFINITY;
}

/** All bindings, if a test adds to or replaces those of wrangler.toml. */
let changed: RawEnv | undefined;

/** Changes bindings until the next fresh wire. */
export const useEnv = (changes: Partial<RawEnv>): void => {
  changed = { ...(changed ?? env), ...changes };
};

/** Returns the current bindings. */
export const currentEnv = (): RawEnv => changed ?? env;

/** Sends a request to the front door. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const asked = new Request(ORIGIN + path, init);
  if (changed === undefined) return exports.default.fetch(asked);
  const ctx = createExecutionContext();
  const response = await worker.fetch(await withLength(asked), currentEnv(), ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

/** Adds the Content-Length that a network would. */
async function withLength(asked: Request): Promise<Request<unknown, IncomingRequestCfProperties>> {
  const body = asked.body === null ? undefined : await asked.arrayBuffer();
  const headers = new Headers(asked.headers);
  if (body !== undefined) headers.set("Content-Length", String(body.byteLength));
  return new Request<unknown, IncomingRequestCfProperties>(asked.url, {
    method: asked.method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
  });
}

/** Sends a public GET request. */
export const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  request(path, { headers });

/**
 * Reads with access to the full text under some licenses, in their newest version. It calls the inner entrypoint, because these
 * tests don't need keys.
 */
export async function getLicensed(path: string, licences: string[]): Promise<Response> {
  const known = (await readMasthead(env.DB))?.licences ?? {};
  const texts = licences.map((id) => ({ id, version: known[id]?.version ?? 1 }));
  return callWire(new Request(ORIGIN + path), { kind: "licensed", licences: texts });
}

/** Calls the cached entrypoint with the newest state, as the front door does. */
export async function callWire(request: Request, access: Access, isKeyInPath = false): Promise<Response> {
  const state = stateAt(new URL(request.url).pathname, await readLedger(env.DB));
  return exports.Wire({ props: { access, state, encoding: "identity", isKeyInPath } }).fetch(request);
}

/** Sends a request of the desk. */
export const desk = (method: string, path: string, body?: unknown): Promise<Response> =>
  request(`/v1/desk${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const licence = (publicText: "full" | "summary" | "link", images: "marked" | "none") => ({
  name: `Licence ${publicText}`,
  publicText,
  statement: `Statement of ${publicText}.`,
  attribution: {
    byline: "must",
    affiliation: "must",
    firstPublished: "must",
    logo: "should",
    link: "must",
    licenceLine: "must",
    partners: "must",
  } as const,
  assets: { images },
  machineUse: { search: "allow", aiInput: "deny", aiTrain: "deny" } as const,
  contact: "licensing@example.org",
  text: "<h2>Terms</h2><p>Be fair.</p>",
  commercial: { resale: "deny", resyndication: "deny" } as const,
  corrections: { apply: "must", takeDown: "must" } as const,
});

/** A masthead with a license of each kind. */
export const MASTHEAD = {
  publication: {
    name: "Test Foundation",
    description: "A newsroom for tests.",
    homePage: "https://www.example.org/",
    language: "en-US",
    timeZone: "America/New_York",
    contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
    licence: "open",
    sections: { asia: "Asia", world: "World" },
    topics: { trade: "Trade", hidden: "Hushed matter" },
  },
  authors: {
    ann: {
      name: "Ann Author",
      beat: "Asia Reporter",
      follow: [{ label: "Mastodon", url: "https://social.example/@ann" }],
    },
    bob: { name: "Bob Byline", affiliation: "Guest Paper" },
    ghost: { name: "Ghost Writer" },
  },
  licences: {
    open: licence("full", "marked"),
    eligible: licence("summary", "marked"),
    reserved: licence("link", "none"),
  },
} satisfies MastheadInput;

/** An article as the desk sends it. */
export const article = (overrides: Record<string, unknown> = {}) => ({
  headline: "Harbour reopens",
  summary: "The harbour reopened on Monday.",
  authors: ["ann"],
  section: "asia",
  topics: ["trade"],
  published: "2026-05-01T09:00:00+09:00",
  body: "<p>The harbour is open again.</p>",
  ...overrides,
});

/** Publishes a masthead, even if publishers have to accept a license again; a refusal fails the test. */
export async function publishMasthead(masthead: MastheadInput = MASTHEAD): Promise<void> {
  await expectOk(await desk("PUT", "/masthead?acceptAnew=1", masthead));
}

/** Publishes an article; a refusal fails the test. */
export async function publish(
  id: string,
  overrides: Record<string, unknown> = {},
): Promise<{ version: number; outcome: string; status: string }> {
  const response = await expectOk(await desk("PUT", `/articles/${id}`, article(overrides)));
  const { articles } = await response.json<{ articles: { version: number; outcome: string; status: string }[] }>();
  return articles[0] ?? { version: 0, outcome: "none", status: "none" };
}

/** Carries out a desk action on an article; a refusal fails the test. */
export async function act(id: string, action: string, body: Record<string, unknown>): Promise<void> {
  await expectOk(await desk("POST", `/articles/${id}/${action}`, body));
}

/** Uploads an image's bytes; returns their hash. */
export async function upload(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sha256 = await sha256Hex(bytes);
  const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "image/*" };
  await expectOk(await request(`/v1/desk/images/${sha256}`, { method: "PUT", headers, body: bytes }));
  return sha256;
}

export async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}

/** Returns the ETag of a public address. */
export const tagOf = async (path: string): Promise<string> => (await get(path)).headers.get("ETag") ?? "";

/** Publishes an archive in one section, thirty stories per batch, so that a feed is full. */
export async function fill(section: string, count = 60): Promise<void> {
  const story = (at: number) =>
    article({
      id: `${section}-${at}`,
      section,
      headline: `Story ${at}`,
      published: new Date(Date.UTC(2025, 0, 1 + at)).toISOString(),
    });
  for (let at = 0; at < count; at += 30) {
    const batch = Array.from({ length: 30 }, (_, more) => story(at + more));
    await expectOk(await desk("PUT", "/articles", { articles: batch }));
  }
}

/** Creates a wire with one article, `harbour`, published a minute ago, so that it has settled. */
export async function harbourWire(): Promise<void> {
  await freshWire();
  await publishMasthead();
  pass(60);
  await publish("harbour");
  pass(60);
}
