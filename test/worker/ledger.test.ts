import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { RecallJson } from "../../src/contract/recall.ts";
import { TodoJson } from "../../src/contract/todo.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import type { KeyScope } from "../../src/model/publisher/scope.ts";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, bearer, decided, json, keyFor, publisherWithKey, sites } from "../support/publisher.ts";
import { act, desk, fill, freshWire, get, publish, publishMasthead, request, TOKEN, upload } from "../support/wire.ts";

/** `key` manages; `feedKey` only reads feeds; `reportKey` is also a feed key, but may acknowledge recalls. */
type Reader = Awaited<ReturnType<typeof publisherWithKey>> & { feedKey: string; reportKey: string; picture: string };

/**
 * What a kill's ledger records for a reader: the text or an image, that the story was listed, or only the kill's notification.
 */
type Kept = "text" | "picture" | "told" | "notified" | undefined;

/** A way to read; what the ledger records of it; and whether reading this way again counts as having received a correction. */
type Way = { read?: (who: Reader) => Promise<unknown>; events?: string[]; kept: Kept; corrects: boolean };

const STORY = "/v1/articles/ours";
const withKey =
  (path: string, headers: Record<string, string> = {}) =>
  (who: Reader) =>
    get(path, { ...bearer(who.key), ...headers });

/** Revalidates with an ETag given to somebody else with the same agreements. */
const unchanged = (path: string) => async (who: Reader) => {
  const { headers } = await request(path, { method: "HEAD", headers: bearer(who.key) });
  const response = await get(path, { ...bearer(who.key), "If-None-Match": headers.get("ETag") ?? "" });
  expect(response.status).toBe(304);
};

const WAYS: Record<string, Way> = {
  API: { read: withKey(STORY), kept: "text", corrects: true },
  ninjs: { read: withKey(`${STORY}?format=ninjs`), kept: "text", corrects: true },
  changes: { read: withKey("/v1/changes?limit=100"), kept: "text", corrects: true },
  list: { read: withKey("/v1/articles?limit=1"), kept: "text", corrects: true },
  RSS: { read: (who) => get("/licensed/feeds/latest.rss", basic(who.key)), kept: "text", corrects: true },
  Atom: { read: (who) => get("/licensed/feeds/latest.atom", basic(who.key)), kept: "text", corrects: true },
  "JSON Feed": { read: (who) => get("/licensed/feeds/latest.json", basic(who.feedKey)), kept: "text", corrects: true },
  archive: { read: withKey("/licensed/feeds/latest/archive/1.rss"), kept: "text", corrects: true },
  "/k/": { read: (who) => get(`/k/${who.feedKey}/feeds/latest.rss`), kept: "text", corrects: true },
  page: { read: (who) => get("/licensed/articles/ours", basic(who.key)), kept: "text", corrects: true },
  Range: { read: withKey(STORY, { Range: "bytes=0-99" }), kept: "text", corrects: true },
  aborted: { read: async (who) => (await withKey(STORY)(who)).body?.cancel(), kept: "text", corrects: true },
  "304 and then the text": {
    read: async (who) => {
      await unchanged(STORY)(who);
      await withKey(STORY)(who);
    },
    kept: "text",
    corrects: true,
  },
  "picture alone": { read: (who) => withKey(`/licensed${who.picture}`)(who), kept: "picture", corrects: false },
  "picture unchanged": { read: (who) => unchanged(`/licensed${who.picture}`)(who), kept: undefined, corrects: false },
  HEAD: {
    read: (who) => request(STORY, { method: "HEAD", headers: bearer(who.key) }),
    kept: undefined,
    corrects: false,
  },
  "304 of the API": { read: unchanged(STORY), kept: undefined, corrects: false },
  "304 of a feed": { read: unchanged("/licensed/feeds/latest.rss"), kept: undefined, corrects: false },
  "304 of changes": { read: unchanged("/v1/changes"), kept: undefined, corrects: false },
  "412": {
    read: async (who) => expectProblem(await withKey(STORY, { "If-Match": '"x"' })(who), 412, "precondition-failed"),
    kept: undefined,
    corrects: false,
  },
  "another channel": { read: withKey("/licensed/feeds/section/world.rss"), kept: undefined, corrects: false },
  "message of the release": { events: ["article.released"], kept: "told", corrects: false },
  "message of the kill": { events: ["article.killed"], kept: "notified", corrects: false },
  "message that it was withheld": { events: ["article.withheld"], kept: undefined, corrects: false },
  nothing: { kept: undefined, corrects: false },
};

let picture = "";

beforeEach(async () => {
  await freshWire();
  sites({});
  await publishMasthead();
});

/** Publishes the story after its readers have been created, so that they can be notified. */
async function publishStory(): Promise<void> {
  const sha256 = await upload(png(8, 6, "quay"));
  const images = [{ sha256, alt: "Alt", credit: "Credit", owner: "Test Foundation", licence: "open" }];
  const body = `<p>Licensed body.</p><img src="/images/${sha256}">`;
  await publish("ours", { licence: "eligible", headline: "A grave mistake", images, body });
  picture = `/images/${sha256}.png`;
}

const secretOf = (kind: "full" | "feed") => newSecret(kind, crypto.getRandomValues(new Uint8Array(32)));

/** Copies a publisher that has completed every step, with its agreements: a quick way to create many. */
async function copyOf({ id, token }: Awaited<ReturnType<typeof publisherWithKey>>, name: string): Promise<Reader> {
  const [key, feedKey, reportKey, own] = [secretOf("full"), secretOf("feed"), secretOf("feed"), crypto.randomUUID()];
  const made = { id: own, keyId: `${own}-full-manage`, token, key, feedKey, reportKey };
  const copy = (table: string, columns: string, values: string) =>
    env.DB.prepare(
      `INSERT INTO ${table} (publisher, ${columns}) SELECT ?2, ${values} FROM ${table} WHERE publisher = ?1`,
    ).bind(id, own);
  const keyRow = async (kind: "full" | "feed", scope: KeyScope, secret: string) =>
    env.DB.prepare(
      "INSERT INTO key (id, publisher, name, kind, scope, hash, hint, created) VALUES (?1, ?2, 'CMS', ?3, ?4, ?5, '', '')",
    ).bind(`${own}-${kind}-${scope}`, own, kind, scope, await sha256Hex(secret));
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO publisher (id, status, application, approved, reason, token_hash, body_hash, applied, decided)
       SELECT ?2, status, json_set(application, '$.organization', ?3), approved, reason, ?2, ?2, applied, decided FROM publisher WHERE id = ?1`,
    ).bind(id, own, name),
    copy(
      "domain",
      "domain, token, state, tries, proved_at, expires_at",
      "domain, token, state, tries, proved_at, expires_at",
    ),
    copy(
      "agreement",
      "id, licence, version, hash, jws, policy, issued, expires",
      "id || ?2, licence, version, hash, jws, policy, issued, expires",
    ),
    await keyRow("full", "manage", key),
    await keyRow("feed", "read", feedKey),
    await keyRow("feed", "report", reportKey),
  ]);
  return { ...made, picture: "" };
}

async function newReader(organization: string, licence = "eligible"): Promise<Reader> {
  const made = await publisherWithKey({
    organization,
    domains: [`${organization.toLowerCase()}.example`],
    licences: [licence],
  });
  const { key: feedKey } = await keyFor(made.token, { kind: "feed" });
  const { key: reportKey } = await keyFor(made.token, { kind: "feed", scope: "report" });
  return { ...made, feedKey, reportKey, picture: "" };
}

const hook = (publisher: string, events: readonly string[]) =>
  env.DB.prepare(
    "INSERT INTO webhook (id, publisher, url, events, secret, state, created) VALUES (?1, ?1, 'https://cms.paper.example/in', ?2, 's', 'paused', '')",
  )
    .bind(publisher, JSON.stringify(events))
    .run();

/** Creates a publisher for each way, with the same agreements as `first`. */
async function newReaders(first: Reader): Promise<Record<string, Reader>> {
  const readers: Record<string, Reader> = {};
  for (const [name, { events }] of Object.entries(WAYS)) {
    readers[name] = await copyOf(first, name);
    if (events) await hook(readers[name].id, events);
  }
  return readers;
}

/** Lets each read in its way; `last` reads after them all, so that once its read is recorded, so are theirs. */
async function readAll(readers: Record<string, Reader>, last: Reader): Promise<void> {
  for (const [name, { read }] of Object.entries(WAYS)) {
    const reader = readers[name];
    if (reader && read) await read({ ...reader, picture });
  }
  pass(1);
  const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  await get(STORY, bearer(last.key));
  await vi.waitFor(async () => {
    const noted = env.DB.prepare("SELECT 1 FROM reading WHERE publisher = ?1 AND at = ?2");
    expect(await noted.bind(last.id, at).first()).not.toBeNull();
  });
}

const ledger = async (id: string) => RecallJson.parse(await (await desk("GET", `/recalls/${id}`)).json());

function keptOf({ publishers, notified }: RecallJson, { id }: Reader): Kept {
  if (notified.some(({ publisher }) => publisher === id)) return "notified";
  const found = publishers.find(({ publisher }) => publisher === id);
  if (found === undefined) return undefined;
  if (found.copy) return "text";
  return found.picture ? "picture" : "told";
}

const isCorrected = async ({ key }: Reader): Promise<boolean> => {
  const { corrections } = TodoJson.parse(await (await get("/v1/publisher/todo", bearer(key))).json());
  return corrections.length === 0;
};

const byName = async <Value>(readers: Record<string, Reader>, of: (who: Reader) => Value) =>
  Object.fromEntries(await Promise.all(Object.entries(readers).map(async ([name, who]) => [name, await of(who)])));

const expected = <Name extends "kept" | "corrects">(column: Name) =>
  Object.fromEntries(Object.entries(WAYS).map(([name, way]) => [name, way[column]]));

describe("ways of reading", () => {
  test("who is in the ledger of a kill, and with what", async () => {
    const last = await newReader("Last");
    const readers = await newReaders(last);
    const [stranger, late] = [await newReader("Stranger", "reserved"), await copyOf(last, "Late")];
    await publishStory();
    await fill("asia", 60);
    pass(60);
    await act("ours", "withhold", { reason: "Checking." });
    await act("ours", "restore", { reason: "Checked." });
    pass(60);
    await get(STORY, bearer(stranger.key));
    await get("/licensed/feeds/latest.rss", basic(stranger.key));
    await readAll(readers, last);
    await act("ours", "kill", { reason: "Sourcing error." });
    pass(60);
    isolate.reset();
    const after = ["/v1/articles", "/v1/changes", "/licensed/feeds/latest.rss", "/licensed/feeds/latest.atom"];
    for (const path of after) expect((await get(path, bearer(late.key))).status).toBe(200);
    await expectProblem(await get(STORY, bearer(late.key)), 410, "gone");
    const found = await ledger("ours.4");
    expect(await byName(readers, (who) => keptOf(found, who))).toEqual(expected("kept"));
    expect([stranger, late].map((who) => keptOf(found, who))).toEqual([undefined, undefined]);
    // Plus the last one, which read the API.
    expect(found.concerned).toBe(Object.values(WAYS).filter(({ kept }) => kept && kept !== "notified").length + 1);
    expect(found.notified).toHaveLength(1);
  });

  test("which takes a correction over", async () => {
    const last = await newReader("Last");
    const readers = await newReaders(last);
    await publishStory();
    await fill("asia", 60);
    pass(60);
    for (const { key } of [...Object.values(readers), last]) await get(STORY, bearer(key));
    await vi.waitFor(async () => {
      const { n } = (await env.DB.prepare("SELECT count(*) AS n FROM holding").first<{ n: number }>()) ?? { n: 0 };
      expect(n).toBe(Object.keys(readers).length + 1);
    });
    pass(60);
    await act("ours", "correct", { note: "The pier was wrong." });
    expect(new Set(Object.values(await byName(readers, isCorrected)))).toEqual(new Set([false]));
    await readAll(readers, last);
    expect(await byName(readers, isCorrected)).toEqual(expected("corrects"));
  });
});

describe("answers to a recall", () => {
  const answer = (headers: Record<string, string>, recall = "ours.2") =>
    request(`/v1/publisher/recalls/${recall}`, json({ outcome: "removed" }, headers));

  /** Creates readers that received the text, opened an image, were only notified, or hold another story. */
  async function recalled() {
    const [holder, looker, notified] = [await newReader("Holder"), await newReader("Looker"), await newReader("Told")];
    const other = await newReader("Other", "reserved");
    await hook(notified.id, ["article.killed"]);
    await publishStory();
    pass(60);
    await get(`/licensed${picture}`, bearer(looker.key));
    await get("/v1/articles", bearer(other.key));
    await get(STORY, bearer(holder.key));
    await vi.waitFor(async () => expect(await env.DB.prepare("SELECT 1 FROM holding").first()).not.toBeNull());
    await act("ours", "kill", { reason: "Sourcing error." });
    return { holder, looker, notified, other };
  }

  test("by each kind and scope of key: noted of who it concerns, refused with the reason of anybody else", async () => {
    const { holder, looker, notified, other } = await recalled();
    const rotated = await request(
      `/v1/publisher/keys/${other.keyId}/rotate`,
      json({ overlapHours: 0 }, bearer(other.key)),
    );
    expect(rotated.status).toBe(201);
    pass(60);
    const { token } = holder;
    const full = async (scope: KeyScope) => bearer((await keyFor(token, { scope })).key);
    const answers = {
      "a full key that reads": await answer(await full("read")),
      "a feed key that reads": await answer(bearer(holder.feedKey)),
      "a full key that manages": await answer(bearer(holder.key)),
      "a full key that reports": await answer(await full("report")),
      "a feed key that reports": await answer(bearer(holder.reportKey)),
      "who took a picture": await answer(bearer(looker.reportKey)),
      "who was only notified": await answer(bearer(notified.key)),
      "another's feed key that reads": await answer(bearer(other.feedKey)),
      "another's feed key that reports": await answer(bearer(other.reportKey)),
      "a key that was rotated": await answer(bearer(other.key)),
      "an application's token": await answer(bearer(token)),
      "the desk's token": await answer(bearer(TOKEN)),
      "no key": await answer({}),
      "a recall that isn't": await answer(bearer(holder.key), "ours.9"),
    };
    expect(Object.fromEntries(Object.entries(answers).map(([who, { status }]) => [who, status]))).toEqual({
      "a full key that reads": 403,
      "a feed key that reads": 403,
      "a full key that manages": 200,
      "a full key that reports": 200,
      "a feed key that reports": 200,
      "who took a picture": 200,
      "who was only notified": 409,
      "another's feed key that reads": 403,
      "another's feed key that reports": 409,
      "a key that was rotated": 401,
      "an application's token": 401,
      "the desk's token": 401,
      "no key": 401,
      "a recall that isn't": 404,
    });
    const refused = await expectProblem(answers["who was only notified"], 409, "conflict");
    expect(refused.detail).toContain("doesn’t concern you");
    expect(await ledger("ours.2")).toMatchObject({ concerned: 2, acknowledged: 2, notified: [{ sent: [{}] }] });
    await decided(looker.id, "suspend");
    const suspended = await expectProblem(await answer(bearer(looker.reportKey)), 403, "forbidden");
    expect(suspended.detail).toContain("isn't approved");
  });

  test("on its page and on its application's: as by software", async () => {
    const { holder, notified } = await recalled();
    const post = (path: string, headers: Record<string, string> = {}) =>
      request(path, {
        method: "POST",
        headers: { ...headers, "Sec-Fetch-Site": "same-origin" },
        body: new URLSearchParams({ outcome: "removed" }),
        redirect: "manual",
      });
    const asked = [
      await post("/publisher/recalls/ours.2", basic(notified.key)),
      await post(`/applications/${notified.token}/recalls/ours.2`),
      await post("/publisher/recalls/ours.2", basic(holder.key)),
      await post(`/applications/${holder.token}/recalls/ours.2`),
    ];
    expect(asked.map(({ status }) => status)).toEqual([409, 409, 303, 303]);
    expect(await (await get("/publisher", basic(notified.key))).text()).not.toContain("Needs action");
  });

  test("a feed key lists the recalls that concern its publisher, and opens nothing else there", async () => {
    const { holder, other } = await recalled();
    const list = async (key: string) => (await get("/v1/publisher/recalls", bearer(key))).json();
    expect(await list(holder.feedKey)).toMatchObject({ recalls: [{ id: "ours.2", open: true }] });
    expect(await list(other.feedKey)).toEqual({ recalls: [] });
    for (const path of ["", "/todo", "/readings", "/webhooks"])
      await expectProblem(await get(`/v1/publisher${path}`, bearer(holder.feedKey)), 403, "forbidden");
  });

  test("the desk can note what anybody said, and then it concerns that publisher", async () => {
    const { notified } = await recalled();
    await desk("POST", `/recalls/ours.2/publishers/${notified.id}`, { outcome: "kept", note: "From the web page." });
    expect(await ledger("ours.2")).toMatchObject({ concerned: 3, acknowledged: 1, notified: [] });
    expect((await answer(bearer(notified.key))).status).toBe(200);
  });

  test("the desk's page says who took what, who was only notified, and each try", async () => {
    const { looker } = await recalled();
    await env.DB.prepare(
      `UPDATE delivery SET state = 'delivered', tries = 0, attempts = '[{"at":"2026-06-01T12:02:00Z","status":204}]'`,
    ).run();
    const page = await (await get("/desk/recalls/ours.2", basic(TOKEN))).text();
    const [concerned = "", notified = ""] = page.split("Only notified");
    expect(concerned).toContain("Version 1, <time");
    expect(concerned).toMatch(new RegExp(`A picture, but no text, <time.*at ${picture}`));
    expect(concerned).toContain("<dt>publishers hold it</dt><dd>2</dd>");
    expect(concerned).not.toContain("cms.paper.example");
    expect(notified).toContain("(1 try, last response 204)");
    expect(notified).not.toContain(looker.id);
  });
});

test("who took a picture is told of the kill, though it never could read the story", async () => {
  const other = await newReader("Other", "reserved");
  await hook(other.id, ["article.killed"]);
  await publishStory();
  pass(60);
  expect((await get(`/licensed${picture}`, bearer(other.key))).status).toBe(200);
  await vi.waitFor(async () => expect(await env.DB.prepare("SELECT 1 FROM picture_holding").first()).not.toBeNull());
  await act("ours", "kill", { reason: "Sourcing error." });
  expect(await ledger("ours.2")).toMatchObject({
    publishers: [{ copy: null, picture: { address: picture }, sent: [{}] }],
  });
});

describe("notices", () => {
  const ANSWER = "http://localhost:8787/v1/publisher/recalls/ours.2";

  test("tell who has a key of the recall and where to answer, and nobody else", async () => {
    const { key } = await newReader("Paper");
    await publishStory();
    await act("ours", "kill", { reason: "Sourcing error." });
    for (const format of ["rss", "atom", "json"]) {
      const open = await (await get(`/feeds/latest.${format}`)).text();
      const licensed = await (await get(`/licensed/feeds/latest.${format}`, basic(key))).text();
      expect(licensed).toContain(
        format === "json"
          ? `"recall":{"id":"ours.2","answer":"${ANSWER}"}`
          : `<cw:recall href="${ANSWER}">ours.2</cw:recall>`,
      );
      expect(open).toContain("Sourcing error.");
      expect(open).not.toMatch(/recalls|ours\.2|cw:/);
      expect(licensed).toContain("http://localhost:8787/publisher, recall ours.2.");
    }
    expect(await (await get("/withdrawn.json")).text()).not.toContain("ours.2");
  });
});
