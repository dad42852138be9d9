import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import {
  accept,
  applied,
  basic,
  bearer,
  decided,
  keyFor,
  prove,
  publisherWithKey,
  wireWith,
} from "../support/publisher.ts";
import { act, get, request } from "../support/wire.ts";

beforeEach(() => wireWith("free", "ours", "theirs"));

/** Returns what was recorded after the responses were sent. */
const holdings = () =>
  vi.waitFor(async () => {
    const { results } = await env.DB.prepare("SELECT article, version, address FROM holding ORDER BY article").all();
    expect(results.length).toBeGreaterThan(0);
    return results.map(({ article, version, address }) => `${article}.${version} ${address}`);
  });

test("a publisher holds what it was handed in full, and nothing that it only read of", async () => {
  const { key } = await publisherWithKey();
  await get("/licensed/feeds/latest.rss", basic(key));
  expect(await holdings()).toEqual(["free.1 /feeds/latest.rss", "ours.1 /feeds/latest.rss"]);
});

test("each page of a list is noted, and of each article the newest version", async () => {
  const { key } = await publisherWithKey();
  const first = await get("/v1/articles?limit=1", bearer(key));
  const { next } = await first.json<{ next: string }>();
  await get(`/v1/articles?limit=1&cursor=${next}`, bearer(key));
  await get(`/v1/articles?limit=2&cursor=${next}`, bearer(key));
  await vi.waitFor(async () => expect(await holdings()).toEqual(["free.1 /v1/articles", "ours.1 /v1/articles"]));
  await act("ours", "correct", { note: "Mended." });
  await get("/v1/articles/ours", bearer(key));
  await vi.waitFor(async () => expect(await holdings()).toEqual(["free.1 /v1/articles", "ours.2 /v1/articles/ours"]));
});

test("a request for the head alone hands over nothing, and the read after it counts", async () => {
  const { key } = await publisherWithKey();
  const head = { method: "HEAD", headers: bearer(key) };
  expect((await request("/v1/articles/free", head)).status).toBe(200);
  await request("/v1/articles/ours", head);
  await get("/v1/articles/ours", bearer(key));
  expect(await holdings()).toEqual(["ours.1 /v1/articles/ours"]);
});

test("what a key opens only since another agreement is noted, though the article is the same", async () => {
  const { id, token } = await applied({ licences: ["eligible", "reserved"] });
  await prove(token);
  await decided(id, "approve");
  await accept(token, "reserved");
  const { key } = await keyFor(token);
  await get("/v1/articles/ours", bearer(key));
  await vi.waitFor(async () => expect(await env.DB.prepare("SELECT 1 FROM reading").first()).not.toBeNull());
  await accept(token, "eligible");
  await get("/v1/articles/ours", bearer(key));
  expect(await holdings()).toEqual(["ours.1 /v1/articles/ours"]);
});

test("what couldn't be noted is noted at the next read", async () => {
  const { key } = await publisherWithKey();
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const broken = vi.spyOn(database, "batch").mockRejectedValueOnce(new Error("the database is away"));
  const log = vi.spyOn(console, "error").mockReturnValue();
  await get("/v1/articles/ours", bearer(key)).catch(() => undefined);
  await vi.waitFor(() => expect(broken).toHaveBeenCalled());
  broken.mockRestore();
  log.mockRestore();
  await get("/v1/articles/ours", bearer(key));
  expect(await holdings()).toEqual(["ours.1 /v1/articles/ours"]);
});

test("neither the record's headers nor anything else of it leave", async () => {
  const { key } = await publisherWithKey();
  for (let round = 0; round < 2; round++) {
    const response = await get("/v1/articles/ours", bearer(key));
    expect([...response.headers.keys()].filter((name) => name.startsWith("commonwire"))).toEqual([]);
  }
});
