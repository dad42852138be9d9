import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { BATCH, PAGES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf, writeCostOf } from "../support/d1.ts";
import { examples } from "../support/properties.ts";
import {
  act,
  article,
  callWire,
  desk,
  fill,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
} from "../support/wire.ts";

/** The number of stories published before a test starts: more than a feed has, and than a page of an archive. */
const STANDING = 60;
const MOST = Math.max(PAGES.feedItems, PAGES.maxArticles + 1);
const { archive: PAGE } = PAGES;

async function standing(): Promise<void> {
  await freshWire();
  await publishMasthead();
  pass(60);
  await fill("asia", STANDING);
  pass(60);
}

type ChannelRow = { id: string; change: number; listed: number | null; newest: string | null; tail: string | null };
const rowsOf = async <Row>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const channelRows = () => rowsOf<ChannelRow>("SELECT id, change, listed, newest, tail FROM channel ORDER BY id");

/** Computes what each channel's row must hold from the membership and archive tables. */
async function heldByTables(): Promise<Map<string, { newest: unknown; tail: unknown }>> {
  const members = await rowsOf<{ channel: string; published: string; article: string }>("SELECT * FROM membership");
  const places = await rowsOf<{ channel: string; position: number; article: string }>(
    "SELECT channel, position, article FROM archive ORDER BY position",
  );
  const held = ({ id }: ChannelRow) => {
    const own = members.filter(({ channel }) => channel === id).map((each) => [each.published, each.article] as const);
    const archived = places.filter(({ channel }) => channel === id);
    const pages = Math.floor((archived.at(-1)?.position ?? 0) / PAGE);
    const behind = archived.filter(({ position }) => position > pages * PAGE).map((each) => each.article);
    const newest = own.sort((one, other) => (one.join(" ") < other.join(" ") ? 1 : -1)).slice(0, MOST);
    return { newest: { most: MOST, places: newest }, tail: { page: PAGE, pages, behind } };
  };
  return new Map((await channelRows()).map((row) => [row.id, held(row)]));
}

const parsed = ({ newest, tail }: ChannelRow) => ({
  newest: JSON.parse(newest ?? "null"),
  tail: JSON.parse(tail ?? "null"),
});

/** Returns everything that is read through the channels' rows, rendered afresh. */
async function answers(): Promise<string[]> {
  isolate.reset();
  const asked = [
    ...["/feeds/latest.rss", "/feeds/section/asia.atom", "/feeds/author/ann.json", "/", "/v1/articles?limit=50"].map(
      (path) => get(path),
    ),
    getLicensed("/feeds/latest.json", ["open", "eligible"]),
    getLicensed("/feeds/section/world.rss", ["reserved"]),
  ];
  return Promise.all(asked.map(async (response) => (await response).text()));
}

const DATES = ["2024-06-01T00:00:00Z", "2025-01-10T00:00:00Z", "2025-02-20T00:00:00Z", "2026-05-01T00:00:00Z"];
const IDS = ["a", "b", "c", "asia-0", "asia-30", "asia-59"];
const id = fc.constantFrom(...IDS);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("publish" as const),
      id,
      published: fc.constantFrom(...DATES),
      section: fc.constantFrom("asia", "world"),
      licence: fc.constantFrom("open", "eligible"),
      authors: fc.constantFrom(["ann"], ["ann", "bob"]),
      word: fc.nat(9),
      hours: fc.constantFrom(undefined, undefined, -1, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("act" as const),
      id,
      name: fc.constantFrom("correct", "withhold", "kill", "restore", "restore", "relicense", "expire"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("rename" as const), id, name: fc.constantFrom("x", "y") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("names" as const), word: fc.nat(9), retired: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("cron" as const), hours: fc.constantFrom(1, 24 * 8, 24 * 31) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function take(each: Step): Promise<void> {
  if (each.does === "cron") {
    pass(each.hours * 3600);
    await cron();
  } else if (each.does === "act") {
    const bodies: Record<string, object> = { correct: { note: "Note." }, relicense: { licence: "reserved" } };
    await asked(desk("POST", `/articles/${each.id}/${each.name}`, bodies[each.name] ?? { reason: "Reason." }));
  } else if (each.does === "names") {
    const authors = { ...MASTHEAD.authors, ann: { ...MASTHEAD.authors.ann, beat: `Beat ${each.word}` } };
    const sections = { ...MASTHEAD.publication.sections, asia: `Asia ${each.word}` };
    const publication = { ...MASTHEAD.publication, sections };
    const retired = each.retired ? { retired: { topics: ["hidden"] } } : {};
    await asked(desk("PUT", "/masthead", { ...MASTHEAD, authors, publication, ...retired }));
  } else if (each.does === "rename") {
    await asked(desk("PUT", `/articles/${each.id}-${each.name}`, article({ was: [each.id], published: DATES[1] })));
  } else {
    const { does: _, id: of, word, hours, ...said } = each;
    // An embargo, or an expiry time soon.
    const timed = hours === undefined ? {} : { [hours < 0 ? "expires" : "embargo"]: inHours(Math.abs(hours)) };
    await asked(desk("PUT", `/articles/${of}`, article({ ...said, headline: `Headline ${word}`, ...timed })));
  }
  pass(2);
}

/** Allows refusals, but no server errors. */
const asked = async (response: Promise<Response>): Promise<void> => expect((await response).status).toBeLessThan(500);

/** Writes as code from before these columns did: it leaves the channels' rows unchanged. */
async function takeAsBefore(each: Step): Promise<void> {
  const before = new Map((await channelRows()).map((row) => [row.id, row]));
  await take(each);
  for (const { id: channel } of await channelRows()) {
    const { listed = null, newest = null, tail = null } = before.get(channel) ?? {};
    await env.DB.prepare("UPDATE channel SET listed = ?2, newest = ?3, tail = ?4 WHERE id = ?1")
      .bind(channel, listed, newest, tail)
      .run();
  }
}

describe("whatever is published, corrected, killed, restored, renamed, backdated or over", () => {
  test("a channel's row holds what is in it, and what is read by it is read otherwise, too", async () => {
    const steps = fc.array(fc.record({ step, isBefore: fc.constantFrom(false, false, false, true) }), {
      minLength: 4,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await standing();
        for (const { step: each, isBefore } of all) {
          await (isBefore ? takeAsBefore(each) : take(each));
          const held = await heldByTables();
          const rows = await channelRows();
          for (const row of rows)
            if (row.listed === row.change) expect([row.id, parsed(row)]).toEqual([row.id, held.get(row.id)]);
          if (!all.some((one) => one.isBefore)) expect(rows.filter((row) => row.listed !== row.change)).toEqual([]);
        }
        const byRows = await answers();
        await env.DB.prepare("UPDATE channel SET listed = NULL").run();
        expect(await answers()).toEqual(byRows);
      }),
      { numRuns: examples(24) },
    );
  }, 240_000);

  test("a row that says other numbers than the policy's, or nothing, is passed over until the next publish", async () => {
    await standing();
    await publish("late", { published: DATES[0] });
    pass(60);
    const right = await answers();
    for (const wrong of [
      "newest = json_set(newest, '$.most', 9, '$.places', json('[]')), tail = json_set(tail, '$.page', 9, '$.behind', json('[]'))",
      "newest = NULL, tail = NULL",
    ]) {
      await env.DB.prepare(`UPDATE channel SET ${wrong}`).run();
      expect(await answers()).toEqual(right);
      await publish("late", { published: DATES[0], headline: wrong.slice(0, 40) });
      pass(60);
      right.splice(0, right.length, ...(await answers()));
      const held = await heldByTables();
      const touched = (await channelRows()).filter(({ id: channel }) => channel !== "licence/eligible");
      for (const row of touched) expect([row.id, parsed(row)]).toEqual([row.id, held.get(row.id)]);
    }
  });
});

describe("rows that are read", () => {
  const cost = async (run: () => Promise<Response>) => {
    isolate.reset();
    return (await costOf(async () => (await run()).text())).rowsRead;
  };
  const feed = (path: string) => cost(() => get(path));
  // As the front door calls it, which already knows the versions.
  const texts = ["eligible", "open"].map((id) => ({ id, version: 1 }));
  const licensed = (path: string) => callWire(new Request(ORIGIN + path), { kind: "licensed", licences: texts });

  beforeAll(standing);

  test("are one an item and few more in a feed, with a key too, however large the archive", async () => {
    const rows = async () => [
      await feed("/feeds/latest.rss"),
      await feed("/feeds/section/asia.atom"),
      await cost(() => licensed("/feeds/latest.json")),
      await cost(() => licensed("/feeds/section/asia.rss")),
    ];
    const small = await rows();
    expect(Math.max(...small)).toBeLessThanOrEqual(60);
    await fill("world", 120);
    pass(60);
    expect(await rows()).toEqual(small);
  });

  test("are one more for a correction, three for a notice, and one for each item behind the newest", async () => {
    const path = "/feeds/section/asia.rss";
    // The first of each kind may cost one row more or less: so does a lookup that finds none.
    for (const old of ["asia-57", "asia-8"]) await act(old, "correct", { note: "Mended." });
    await act("asia-9", "kill", { reason: "Wrong." });
    const before = await feed(path);
    await act("asia-58", "correct", { note: "Mended." });
    expect((await feed(path)) - before).toBe(1);
    await act("asia-1", "correct", { note: "Mended." });
    expect((await feed(path)) - before).toBe(1 + 2);
    await act("asia-2", "kill", { reason: "Wrong." });
    await act("asia-3", "kill", { reason: "Wrong." });
    expect((await feed(path)) - before).toBe(1 + 2 + 2 * 3);
    await publish("backdated", { published: DATES[0] });
    expect((await feed(path)) - before).toBe(1 + 2 + 2 * 3 + 1);
  });

  test("are one an article on the home page and the first page of a list, and two on the next", async () => {
    expect(await feed("/")).toBeLessThanOrEqual(PAGES.home + 8 + 3 * PAGES.homeWithdrawn);
    expect(await feed(`/v1/articles?limit=${PAGES.maxArticles}`)).toBeLessThanOrEqual(PAGES.maxArticles + 8);
    const { next }: { next: string } = JSON.parse(await (await get("/v1/articles")).text());
    expect(await feed(`/v1/articles?cursor=${next}`)).toBeGreaterThan(2 * PAGES.articles);
  });
});

describe("rows that are written", () => {
  const CHANNELS = 5;
  beforeAll(standing);

  test("of a new story are eleven, and five a channel; of the next text as many at most; in one batch", async () => {
    const story = { section: "world", topics: ["trade"], authors: ["ann"], licence: "open" };
    const written = async (change: object) => {
      pass(60);
      const cost = await writeCostOf(() => publish("one", { ...story, ...change }));
      expect(cost.batches.every((statements) => statements <= BATCH.statements)).toBe(true);
      return cost;
    };
    const first = await written({});
    // Two of them are the search index, and the story's number there.
    expect(first.rowsWritten).toBe(11 + 5 * CHANNELS);
    // Each channel's row is rebuilt from its newest stories and those after the last full page of its archive.
    expect(first.rowsRead).toBeLessThanOrEqual(110 + CHANNELS * (MOST + 2 + PAGE));
    const next = await written({ headline: "Another" });
    expect(next.rowsWritten).toBe(10 + 4 * CHANNELS);
    expect((await written({ headline: "A third" })).rowsWritten).toBeLessThanOrEqual(10 + 5 * CHANNELS);
    const moved = await written({ section: "asia", published: DATES[0] });
    expect(moved.rowsWritten).toBeLessThanOrEqual(10 + 8 * (CHANNELS + 1));
  });

  test("of a correction at the desk are four more, for the log of decisions", async () => {
    pass(60);
    const { rowsWritten } = await writeCostOf(() => act("asia-59", "correct", { note: "Mended." }));
    expect(rowsWritten).toBe(10 + 4 * CHANNELS + 4);
  });
});
