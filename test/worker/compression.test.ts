import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { parseAcceptEncoding } from "../../src/model/encoding.ts";
import { CACHE } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { SharedCache } from "../support/shared-cache.ts";
import { fill, freshWire, ORIGIN, publish, publishMasthead, TOKEN } from "../support/wire.ts";

/** Calls the entrypoints directly: `fetch` would decode the response. */
const request = (path: string, init: RequestInit = {}) => new SharedCache().send(new Request(ORIGIN + path, init));
const get = (path: string, headers: Record<string, string> = {}) => request(path, { headers });

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  await fill("asia", 20);
  pass(60);
});

const COMPRESSED = ["/feeds/latest.atom", "/feeds/latest.json", "/openapi.json", "/feeds.opml"] as const;
/** Responses that Cloudflare compresses itself. */
const PLAIN = ["/feeds/latest.rss", "/", "/v1/articles", "/style.css", "/robots.txt"] as const;
const DECODED = { br: brotliDecompressSync, gzip: gunzipSync };

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe("what Cloudflare doesn't compress leaves compressed", () => {
  describe.each(COMPRESSED)("%s", (path) => {
    test.each(["br", "gzip"] as const)(
      "as %s: the same text in a third of the bytes or less, once a state",
      async (encoding) => {
        const plain = await get(path);
        const text = await plain.text();
        for (let time = 0; time < 2; time++) {
          const answer = await get(path, { "Accept-Encoding": encoding });
          const bytes = await bytesOf(answer);
          expect(answer.headers.get("Content-Encoding")).toBe(encoding);
          expect(answer.headers.get("Content-Length")).toBe(String(bytes.length));
          expect(answer.headers.get("Vary")).toBe("Accept-Encoding");
          expect(new TextDecoder().decode(DECODED[encoding](bytes))).toBe(text);
          expect(bytes.length).toBeLessThan(text.length / 3);
        }
        expect([plain.headers.get("Content-Encoding"), plain.headers.get("Vary")]).toEqual([null, "Accept-Encoding"]);
      },
    );

    test("with a tag for each encoding, and a 304 for the tag of any, strong or made weak", async () => {
      const tags = await Promise.all(
        ["identity", "br", "gzip"].map(async (encoding) => {
          const answer = await get(path, { "Accept-Encoding": encoding });
          await answer.arrayBuffer();
          return answer.headers.get("ETag") ?? "";
        }),
      );
      expect(new Set(tags).size).toBe(3);
      for (const encoding of ["identity", "br", "gzip"])
        for (const tag of [...tags, ...tags.map((each) => `W/${each}`)]) {
          const answer = await get(path, { "Accept-Encoding": encoding, "If-None-Match": tag });
          expect([answer.status, answer.headers.get("Vary")]).toEqual([304, "Accept-Encoding"]);
          expect(answer.headers.get("ETag")).toBe(tags[["identity", "br", "gzip"].indexOf(encoding)]);
        }
      expect((await get(path, { "If-None-Match": '"other-br"' })).status).toBe(200);
    });
  });

  test("with a key, too, and apart from what everybody is served", async () => {
    sites({});
    await publish("members", { licence: "eligible", body: "<p>For members.</p>" });
    const { key } = await publisherWithKey({ licences: ["eligible"] });
    const headers = { "Accept-Encoding": "br" };
    const text = async (path: string, more: Record<string, string>) =>
      new TextDecoder().decode(brotliDecompressSync(await bytesOf(await get(path, { ...headers, ...more }))));
    for (let time = 0; time < 2; time++) {
      expect(await text("/licensed/feeds/latest.atom?all=1", bearer(key))).toContain("For members.");
      expect(await text("/feeds/latest.atom", {})).not.toContain("For members.");
    }
  });

  test("HEAD says the same as GET", async () => {
    const init = { headers: { "Accept-Encoding": "br" } };
    const [get, head] = [
      await request("/feeds/latest.atom", init),
      await request("/feeds/latest.atom", { ...init, method: "HEAD" }),
    ];
    await get.arrayBuffer();
    for (const name of ["Content-Encoding", "Content-Length", "ETag", "Vary"])
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
  });

  test("a long problem document", async () => {
    const mistakes = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`field${at}`, at]));
    const init = (encoding: string) => ({
      method: "PUT",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", "Accept-Encoding": encoding },
      body: JSON.stringify({ articles: Array.from({ length: 20 }, () => mistakes) }),
    });
    const plain = await request("/v1/desk/articles", init("identity"));
    const answer = await request("/v1/desk/articles", init("gzip"));
    expect([plain.status, answer.status, answer.headers.get("Content-Encoding")]).toEqual([422, 422, "gzip"]);
    expect(new TextDecoder().decode(gunzipSync(await bytesOf(answer)))).toBe(await plain.text());
  });
});

test("the shared cache keeps what Cloudflare compresses once, whatever its readers take", async () => {
  const cache = new SharedCache();
  for (const path of PLAIN)
    for (const encoding of ["br", "gzip", "identity"]) {
      isolate.reset();
      await (await cache.ask(path, { "Accept-Encoding": encoding })).arrayBuffer();
    }
  expect([cache.keys.size, cache.hits]).toEqual([PLAIN.length, 2 * PLAIN.length]);
});

describe("what stays as it is", () => {
  test.each(PLAIN)("%s", async (path) => {
    const answer = await get(path, { "Accept-Encoding": "br, gzip" });
    await answer.arrayBuffer();
    expect([path, answer.headers.get("Content-Encoding")]).toEqual([path, null]);
  });

  test("what is small", async () => {
    const answer = await get("/v1/articles/nothing", { "Accept-Encoding": "br" });
    expect([answer.status, answer.headers.get("Content-Encoding")]).toEqual([404, null]);
    expect((await answer.text()).length).toBeLessThan(CACHE.compressedBytes);
  });

  test.each([
    ["", "identity"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP;Q=0.5, br;q=0", "gzip"],
    ["br;q=0.1", "br"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["*;q=0", "identity"],
    ["identity", "identity"],
    ["deflate, zstd", "identity"],
    ["br;q=many", "identity"],
    [",;,=", "identity"],
  ])("Accept-Encoding %j takes %s", (header, encoding) => {
    expect(parseAcceptEncoding(header)).toBe(encoding);
  });

  test("in front of a Worker Cloudflare says in `cf` what the client takes", async () => {
    const asked = (accepted: string) =>
      request("/feeds/latest.atom", {
        headers: { "Accept-Encoding": "br, gzip" },
        cf: { clientAcceptEncoding: accepted },
      });
    expect((await asked("gzip")).headers.get("Content-Encoding")).toBe("gzip");
    expect((await asked("")).headers.get("Content-Encoding")).toBeNull();
  });
});

test("compressed bytes count in the isolate's memory", async () => {
  await get("/feeds/latest.atom");
  const before = isolate.answers.weight;
  const answer = await get("/feeds/latest.atom", { "Accept-Encoding": "br" });
  expect(isolate.answers.weight - before).toBeGreaterThanOrEqual((await bytesOf(answer)).length);
});
