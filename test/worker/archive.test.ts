import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { read, walk } from "../support/feeds.ts";
import { expectProblem } from "../support/problem.ts";
import { examples } from "../support/properties.ts";
import { publisherWithKey } from "../support/publisher.ts";
import {
  act,
  article,
  desk,
  fill,
  freshWire,
  get,
  getLicensed,
  ORIGIN,
  publish,
  publishMasthead,
  tagOf,
} from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const page = (n: number, format = "atom", channel = "section/asia") => `/feeds/${channel}/archive/${n}.${format}`;
const idOf = (id: string) => `${ORIGIN}/articles/${id}`;
const text = async (path: string) => (await get(path)).text();
const numbers = (ids: readonly string[]) => ids.map((id) => Number(/asia-(\d+)$/.exec(id)?.[1]));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
  await fill("asia", 120);
  pass(60);
});

describe("an archive", () => {
  test.each(FORMATS)("as %s has the articles from the oldest, fifty a page, once a page is full", async (format) => {
    const [first, second] = await Promise.all([1, 2].map(async (n) => read(await text(page(n, format)))));
    expect(numbers(first?.ids ?? [])).toEqual(range(0, 50).reverse());
    expect(numbers(second?.ids ?? [])).toEqual(range(50, 100).reverse());
    for (const address of [page(3, format), page(0, format), page(1, "txt"), page(1, format, "section/none")])
      await expectProblem(await get(address), 404, "not-found");
    await expectProblem(await get(`/feeds/section/asia/archive/01.${format}`), 404, "not-found");
    const response = await get(page(1, format));
    expect([response.status, response.headers.get("X-Robots-Tag")]).toEqual([200, "noindex"]);
    expect(response.headers.get("Link")).toContain(`<${ORIGIN}${page(1, format)}>; rel="self"`);
  });

  test("carries what its reader may see, behind the door too", async () => {
    await publish("asia-3", { ...story(3), licence: "eligible", body: "<p>For members.</p>" });
    const { key } = await publisherWithKey({ licences: ["eligible"] }, { kind: "feed" });
    for (const format of FORMATS) {
      expect(await text(page(1, format))).not.toContain("For members.");
      expect(await (await getLicensed(page(1, format), ["eligible"])).text()).toContain("For members.");
      const keyed = await get(`/k/${key}${page(2, format)}`);
      expect(keyed.headers.get("Link")).toContain(`<1.${format}>; rel="prev-archive"`);
      const document = await keyed.text();
      expect(read(document).links["prev-archive"]).toBe(format === "json" ? undefined : `1.${format}`);
      expect(document).not.toContain(key);
    }
  });

  test("a killed, withheld or moved article leaves a hole, and a restored one returns to its place", async () => {
    const whole = range(0, 50).reverse();
    await act("asia-7", "kill", { reason: "Wrong." });
    await act("asia-8", "withhold", { reason: "Being looked at." });
    await publish("asia-9", { ...story(9), section: "world" });
    for (const format of FORMATS) {
      const { ids, gone } = read(await text(page(1, format)));
      expect([numbers(ids), gone]).toEqual([whole.filter((at) => ![7, 8, 9].includes(at)), []]);
    }
    await act("asia-7", "restore", { reason: "Right." });
    await act("asia-8", "restore", { reason: "Right." });
    await publish("asia-9", story(9));
    expect(numbers(read(await text(page(1))).ids)).toEqual(whole);
  });

  test("what comes in late, dated long ago, stands in the subscription document until its page is full", async () => {
    await publish("late", { section: "asia", published: "2001-01-01T00:00:00Z" });
    for (const format of FORMATS) {
      const { ids } = read(await text(`/feeds/section/asia.${format}`));
      expect([ids.length, ids.at(-1)]).toEqual([51, idOf("late")]);
    }
    const late = range(0, 29).map((at) => article({ id: `more-${at}`, published: "2002-01-01T00:00:00Z" }));
    expect((await desk("PUT", "/articles", { articles: late })).status).toBe(200);
    expect(read(await text("/feeds/section/asia.rss")).ids).toHaveLength(50);
    expect(read(await text(page(3))).ids).toContain(idOf("late"));
  });
});

/** Returns a story as `fill` published it, to be sent again. */
const story = (at: number) => ({
  section: "asia",
  headline: `Story ${at}`,
  published: new Date(Date.UTC(2025, 0, 1 + at)).toISOString(),
});

describe("a page's ETag", () => {
  const tags = () => Promise.all([page(1), page(2)].map(tagOf));
  const dates = () =>
    Promise.all([page(1), page(2)].map(async (path) => (await get(path)).headers.get("Last-Modified")));
  const moved = async (run: () => Promise<unknown>) => {
    const before = await tags();
    pass(60);
    await run();
    const after = await tags();
    return after.map((tag, at) => tag !== before[at]);
  };

  test("moves with what is in the page, and with nothing else in its channel", async () => {
    const at = await dates();
    expect(await moved(() => publish("new", { published: "2026-05-01T00:00:00Z" }))).toEqual([false, false]);
    expect(await moved(() => publish("world", { section: "world" }))).toEqual([false, false]);
    expect(await moved(() => act("asia-110", "kill", { reason: "Wrong." }))).toEqual([false, false]);
    expect(await dates()).toEqual(at);
    expect(await moved(() => act("asia-99", "correct", { note: "A word." }))).toEqual([false, true]);
    expect(await moved(() => act("asia-6", "correct", { note: "A word." }))).toEqual([true, false]);
    expect(await moved(() => act("asia-7", "kill", { reason: "Wrong." }))).toEqual([true, false]);
    expect(await moved(() => publish("asia-7", { ...story(7), body: "<p>Hidden.</p>" }))).toEqual([false, false]);
    expect(await moved(() => act("asia-7", "restore", { reason: "Right." }))).toEqual([true, false]);
    expect((await get(page(2), { "If-None-Match": await tagOf(page(2)) })).status).toBe(304);
  });

  test("moves when the next page becomes full, which it then links", async () => {
    expect(read(await text(page(1))).links["next-archive"]).toBe(`${ORIGIN}${page(2)}`);
    expect(read(await text(page(2))).links["next-archive"]).toBeUndefined();
    const more = range(0, 29).map((at) => article({ id: `more-${at}` }));
    expect(await moved(() => desk("PUT", "/articles", { articles: more }))).toEqual([false, false]);
    expect(await moved(() => publish("last"))).toEqual([false, true]);
    expect(read(await text(page(2))).links["next-archive"]).toBe(`${ORIGIN}${page(3)}`);
    expect(read(await text("/feeds/section/asia.json")).links.next).toBe(`${ORIGIN}${page(3, "json")}`);
  });

  test("differs between pages, formats and accesses", async () => {
    const all = await Promise.all(
      [page(1), page(2), page(1, "rss"), page(1, "json"), page(1, "atom", "latest")].map(tagOf),
    );
    all.push((await getLicensed(page(1), ["eligible"])).headers.get("ETag") ?? "");
    expect(new Set(all).size).toBe(6);
  });

  test("costs two rows an article and three, the page itself as much again and two, however large the archive", async () => {
    await get(page(1));
    await publish("new");
    isolate.reset();
    const fresh = await costOf(() => get(page(1)));
    await publish("newer");
    const looked = await costOf(() => get(page(1)));
    await fill("world", 120);
    isolate.reset();
    const larger = await costOf(() => get(page(1)));
    expect(looked.rowsRead).toBeLessThanOrEqual(2 * 51 + 5);
    expect(fresh.rowsRead).toBeLessThanOrEqual(4 * 50 + 2 + 8);
    expect(larger.rowsRead).toBe(fresh.rowsRead);
  });
});

describe("whatever happens", () => {
  const anyStep = fc.oneof(
    fc.record({
      do: fc.constant("publish" as const),
      count: fc.integer({ min: 1, max: 30 }),
      year: fc.integer({ min: 1999, max: 2026 }),
    }),
    fc.record({
      do: fc.constantFrom("kill" as const, "withhold" as const, "restore" as const, "move" as const),
      at: fc.nat(400),
    }),
  );
  type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;
  type Stories = Map<string, { section: string; published: string; status: string }>;

  async function take(step: Step, stories: Stories): Promise<void> {
    pass(1);
    if (step.do === "publish") {
      const many = range(0, step.count).map((at) => ({
        id: `story-${stories.size + at}`,
        section: "world",
        published: `${step.year}-01-01T00:00:00Z`,
      }));
      expect((await desk("PUT", "/articles", { articles: many.map(article) })).status).toBe(200);
      for (const { id, ...rest } of many) stories.set(id, { ...rest, status: "usable" });
      return;
    }
    const [id, known] = [...stories][step.at % stories.size] ?? [];
    if (id === undefined || known === undefined) return;
    const section = known.section === "asia" ? "world" : "asia";
    const next = {
      kill: { status: "canceled" },
      withhold: { status: "withheld" },
      restore: { status: "usable" },
      move: { section },
    }[step.do];
    stories.set(id, { ...known, ...next });
    await publish(id, { ...stories.get(id), reason: "Because." });
  }

  test("the subscription document and its archive are together exactly what is visible, in every format", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 16 }), async (steps) => {
        await freshWire();
        await publishMasthead();
        const stories: Stories = new Map();
        for (const count of [30, 26]) await take({ do: "publish", count, year: 2020 }, stories);
        for (const step of steps) await take(step, stories);
        for (const channel of ["section/world", "latest"]) {
          const visible = [...stories].flatMap(([id, { status, section }]) =>
            status === "usable" && (channel === "latest" || channel === `section/${section}`) ? [idOf(id)] : [],
          );
          for (const format of FORMATS) {
            const documents = await walk(`/feeds/${channel}.${format}`, get);
            expect(documents.length).toBeGreaterThan(1);
            expect([...new Set(documents.flatMap(({ ids }) => ids))].sort()).toEqual(visible.sort());
            for (const { ids } of documents) expect(new Set(ids).size).toBe(ids.length);
            for (const { ids } of documents.slice(0, 1)) expect(ids.length).toBeLessThanOrEqual(99);
          }
        }
      }),
      { numRuns: examples(8) },
    );
  });
});
