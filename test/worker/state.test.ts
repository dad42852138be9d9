import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { examples } from "../support/properties.ts";
import { basic, publisherWithKey, sites } from "../support/publisher.ts";
import { SharedCache } from "../support/shared-cache.ts";
import { act, fill, freshWire, get, publish, publishMasthead, upload } from "../support/wire.ts";

let cache: SharedCache;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  sites({});
  cache = new SharedCache();
});

/** How long an isolate uses a cached state, in milliseconds. */
const BOUND = 1000;

/** Switches between isolates: each has its own cached state, and shares nothing else in memory. */
class Isolates {
  readonly #beliefs = new Map<number, Pick<typeof isolate, "newest" | "masthead">>();
  #now = 0;

  use(next: number): void {
    this.#beliefs.set(this.#now, { newest: isolate.newest, masthead: isolate.masthead });
    isolate.answers.clear();
    isolate.addresses.clear();
    isolate.newest = this.#beliefs.get(next)?.newest;
    isolate.masthead = this.#beliefs.get(next)?.masthead;
    this.#now = next;
  }
}

/** What readers may see of a story from a time on. */
type Moment = { from: number; text: string | undefined };

/** Returns everything visible at any time within the bound before now. */
function seenLately(moments: readonly Moment[]): (string | undefined)[] {
  const now = Date.now();
  const current = moments.filter(({ from }) => from <= now - BOUND).at(-1);
  const lately = moments.filter(({ from }) => from > now - BOUND && from <= now);
  return [current?.text, ...lately.map(({ text }) => text)];
}

const IDS = ["a", "b", "c"] as const;
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("publish" as const), id: fc.constantFrom(...IDS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("upload" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("kill", "withhold", "restore"), id: fc.constantFrom(...IDS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(100, 300, 700, 1100, 5000) }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant("read" as const),
      isolate: fc.nat(1),
      path: fc.constantFrom("/feeds/latest.json", "/feeds/latest.json", "/v1/articles"),
      isLicensed: fc.boolean(),
      encoding: fc.constantFrom("", "gzip"),
    }),
  },
);

async function textOf(response: Response): Promise<string> {
  if (response.headers.get("Content-Encoding") !== "gzip" || response.body === null) return response.text();
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).text();
}

test("whatever happens, no reader of any isolate is served what is older than the bound, or what another access opens", {
  timeout: 300_000,
}, async () => {
  const { key } = await publisherWithKey({ licences: ["eligible"] });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      round += 1;
      const isolates = new Isolates();
      const story = (id: string) => `round-${round}-${id}`;
      const moments = new Map<string, Moment[]>(IDS.map((id) => [story(id), [{ from: 0, text: undefined }]]));
      const note = (id: string, text: string | undefined) => moments.get(id)?.push({ from: Date.now(), text });
      let version = 0;
      const texts = new Map<string, string>();
      for (const each of steps) {
        if (each.do === "pass") pass(each.ms / 1000);
        else if (each.do === "read") {
          isolates.use(each.isolate);
          const isApi = each.path.startsWith("/v1/");
          const path = each.isLicensed && !isApi ? `/licensed${each.path}` : each.path;
          const headers = { ...(each.isLicensed ? basic(key) : {}), "Accept-Encoding": each.encoding };
          const bearer = each.isLicensed && isApi ? { Authorization: `Bearer ${key}` } : {};
          const asked = isApi ? path : `${path}?all=1`;
          const response = await cache.ask(asked, { ...headers, ...bearer });
          expect([asked, response.status]).toEqual([asked, 200]);
          const text = await textOf(response);
          for (const [id, its] of moments) {
            const shown = /c$/.test(id) && !each.isLicensed ? [undefined] : seenLately(its);
            const found = text.match(new RegExp(`Text \\d+ of ${id}\\.`))?.[0];
            expect([asked, id, shown.includes(found)]).toEqual([asked, id, true]);
          }
        } else {
          isolates.use(0);
          const before = new Set([...cache.keys].map((name) => JSON.stringify(name)));
          if (each.do === "upload") {
            await publish(`hidden-${round}`, { embargo: "2027-01-01T00:00:00Z", headline: `Secret ${version++}` });
            await cache.ask("/feeds/latest.json");
            const once = cache.keys.size;
            await publish(`hidden-${round}`, { embargo: "2027-01-01T00:00:00Z", headline: `Secret ${version++}` });
            pass(2);
            await cache.ask("/feeds/latest.json");
            expect([before.size <= once, cache.keys.size]).toEqual([true, once]);
            continue;
          }
          const id = story(each.id);
          const now = moments.get(id)?.at(-1)?.text;
          const isOut = now !== undefined;
          if (each.do === "publish" && (isOut || !texts.has(id))) {
            const text = `Text ${version++} of ${id}.`;
            await publish(id, { body: `<p>${text}</p>`, ...(each.id === "c" ? { licence: "eligible" } : {}) });
            texts.set(id, text);
            note(id, text);
          } else if (each.do === "restore" && !isOut && texts.has(id)) {
            await act(id, "restore", { reason: "Right." });
            note(id, texts.get(id));
          } else if ((each.do === "kill" || each.do === "withhold") && isOut) {
            await act(id, each.do, { reason: "Wrong." });
            note(id, undefined);
          }
        }
      }
      pass(2);
    }),
    { numRuns: examples(60) },
  );
  expect(cache.hits).toBeGreaterThan(10);
});

describe("the shared cache", () => {
  const lasting = async () => {
    const photo = await upload(png(20, 20, "photo"));
    const images = [{ sha256: photo, alt: "a", credit: "c", owner: "o", licence: "open" }];
    await publish("pictured", { images });
    await fill("asia", 60);
    pass(5);
    return [`/images/${photo}.png`, "/feeds/section/asia/archive/1.atom", "/licences/open/1"];
  };

  test("keeps pictures, archive pages and texts of licences over a release, and over an upload", async () => {
    const paths = await lasting();
    for (const path of paths) expect([path, (await cache.ask(path)).status]).toEqual([path, 200]);
    await publish("new");
    await publish("later", { embargo: "2027-01-01T00:00:00Z" });
    pass(5);
    isolate.reset();
    const hits = cache.hits;
    for (const path of paths) await cache.ask(path);
    expect(cache.hits - hits).toBe(paths.length);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["a kill", () => act("pictured", "kill", { reason: "Wrong." })],
    ["a withholding", () => act("asia-3", "withhold", { reason: "Wait." })],
    ["a correction", () => publish("asia-3", { headline: "Other" })],
    ["a page of the archive that fills", () => fill("asia", 100)],
    [
      "a story that shows a picture again",
      async () => {
        const photo = await upload(png(20, 20, "photo"));
        await publish("again", { images: [{ sha256: photo, alt: "a", credit: "c", owner: "o", licence: "open" }] });
      },
    ],
  ])("asks for them again after %s", async (_, change) => {
    const paths = await lasting();
    for (const path of paths) await cache.ask(path);
    await change();
    pass(5);
    isolate.reset();
    const hits = cache.hits;
    for (const path of paths) await cache.ask(path);
    expect(cache.hits).toBe(hits);
  });

  test("is asked for one address, whatever is made up", async () => {
    await publish("harbour");
    pass(5);
    const first = await cache.ask("/feeds/latest.rss");
    const keys = cache.keys.size;
    const made = ["?x=1", "?all=1&utm_source=a", "?", "?all=1&all=2&b"].map((query) => `/feeds/latest.rss${query}`);
    isolate.reset();
    for (const path of [...made, "/articles/harbour?a=1", "/articles/harbour?b=2", "/?c"]) await cache.ask(path);
    // The feed with and without `all`, the story, the home page.
    expect(cache.keys.size).toBeLessThanOrEqual(keys + 3);
    for (const headers of [
      { "X-Forwarded-Host": "evil.example" },
      { Host: "evil.example" },
      { "X-Forwarded-Proto": "x" },
    ]) {
      isolate.reset();
      const hits = cache.hits;
      const again = await cache.ask("/feeds/latest.rss", headers);
      expect([cache.hits - hits, await again.text()]).toEqual([1, await first.clone().text()]);
    }
  });
});

test("what code from before a rollback published is noticed by the newer code", async () => {
  await publish("harbour");
  pass(5);
  const before = await (await cache.ask("/feeds/latest.json")).text();
  // Older code writes the log, the story and the revision, but not the ledger's own `change`.
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO change (kind, article, version, at, by) VALUES ('killed', 'harbour', 2, '2026-06-01T12:00:00Z', 'x')",
    ),
    env.DB.prepare(
      "UPDATE article SET status = 'canceled', killed = '2026-06-01T12:00:00Z', change = (SELECT max(number) FROM change)",
    ),
    env.DB.prepare("DELETE FROM membership"),
    env.DB.prepare("UPDATE channel SET change = (SELECT max(number) FROM change)"),
    env.DB.prepare("UPDATE ledger SET revision = revision + 1"),
  ]);
  pass(2);
  expect(before).toContain("/articles/harbour");
  expect(await (await cache.ask("/feeds/latest.json")).text()).not.toContain("/articles/harbour");
  expect(
    await env.DB.prepare("SELECT change = (SELECT max(number) FROM change) AS isCounted FROM ledger").first(),
  ).toEqual({
    isCounted: 1,
  });
});

describe("a parameter that the API doesn't know", () => {
  test.each([
    ["/v1/articles?chanel=section/asia", "chanel", "channel"],
    ["/v1/articles/harbour?fromat=ninjs", "fromat", "format"],
    ["/v1/changes?limit=5&x=1", "x", undefined],
    ["/v1/licences?page=2", "page", undefined],
  ])("%s is refused by its name", async (path, field, suggestion) => {
    await publish("harbour");
    const answer = await get(path);
    const { code, errors } = await answer.json<{ code: string; errors: { field: string; suggestion?: string }[] }>();
    expect([answer.status, code, errors.map((each) => [each.field, each.suggestion])]).toEqual([
      400,
      "unknown-parameter",
      [[field, suggestion]],
    ]);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
  });
});
