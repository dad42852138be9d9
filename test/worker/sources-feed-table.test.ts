import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { CHANNELS, everyKind } from "../support/every-kind.ts";
import { factsOf } from "../support/facts.ts";
import { FakeFeed } from "../support/fake-feed.ts";
import { read } from "../support/feeds.ts";
import { MALFORMED } from "../support/malformed-feeds.ts";
import { feed, polls, report, source, wireWithSource } from "../support/sources.ts";
import { VALIDATOR_CASES } from "../support/validator-cases.ts";
import { act, desk, expectOk, get, getLicensed, ORIGIN } from "../support/wire.ts";

const ADDRESS = "https://paper.example/feed";
afterEach(() => void vi.restoreAllMocks());

describe("feeds that aren't as they should be", () => {
  const STORIES = 4;
  let site: FakeFeed;
  beforeEach(async () => {
    await wireWithSource({ kind: "feed", address: ADDRESS });
    site = new FakeFeed();
    site.answer();
  });

  const look = async () => {
    pass(60);
    await desk("POST", "/sources/paper/look");
    await cron();
  };

  test("each is refused as what it is or read, item by item; none withdraws a story", async () => {
    for (let at = 0; at < STORIES; at++) site.write({ published: "2026-05-01T00:00:00Z" });
    await polls(2);
    expect(await feed()).toHaveLength(STORIES);
    const told: unknown[] = [];
    for (const [name, , body, headers = {}] of MALFORMED) {
      const before = await report();
      const known = new Set(before.posts.map(({ post }) => post));
      site.instead = () => new Response(body, { headers });
      await look();
      const { source, posts } = await report();
      const refused = posts.find(({ post, state }) => state === "refused" && !known.has(post))?.reason;
      const taken = (source.posts.taken ?? 0) - (before.source.posts.taken ?? 0);
      told.push([name, source.failure?.code ?? { ...(taken ? { taken } : {}), ...(refused ? { refused } : {}) }]);
      expect([name, source.posts.withheld, source.posts.reported]).toEqual([name, undefined, undefined]);
    }
    expect(told).toEqual(MALFORMED.map(([name, outcome]) => [name, outcome]));
    expect((await feed()).filter(({ title }) => title.startsWith("Story "))).toHaveLength(STORIES);
  }, 600_000);
});

/** The feeds of a wire like this one, and the documents that the validators were tested with. */
describe("feeds of the conformance suite", () => {
  const WIRE = "https://wire.example";
  const FORMATS = ["rss", "atom", "json"] as const;
  const PATHS = [
    ...CHANNELS.flatMap((channel) => FORMATS.map((format) => `/feeds/${channel}.${format}`)),
    ...FORMATS.map((format) => `/feeds/latest/archive/1.${format}`),
    ...FORMATS.map((format) => `/withdrawn.${format}`),
  ];
  type Served = Record<string, string>;

  /** Returns every feed of the wire, public and with a key, as if it were another wire's. */
  async function ownFeeds(): Promise<Served> {
    const served: Served = {};
    for (const path of PATHS) {
      const answer = await get(path);
      if (answer.status === 200) served[path] = (await answer.text()).replaceAll(ORIGIN, WIRE);
      const licensed = await getLicensed(path, ["eligible"]);
      if (licensed.status === 200) served[`/licensed${path}`] = (await licensed.text()).replaceAll(ORIGIN, WIRE);
    }
    return served;
  }

  /** Makes each document its own source. */
  async function connect(served: Served): Promise<void> {
    await wireWithSource();
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      const { hostname } = new URL(new Request(input).url);
      return new Response(Object.values(served)[Number(/^s(\d+)\./.exec(hostname)?.[1])] ?? null);
    });
    const sources = Object.keys(served).map((_, at) => [
      `s${at}`,
      source({ kind: "feed", address: `https://s${at}.example/feed` }),
    ]);
    await expectOk(await desk("PUT", "/sources", { sources: Object.fromEntries(sources) }));
  }

  /** Reads them all, as many at once as a wire allows, and returns the outcome of each. */
  async function readAll(served: Served): Promise<unknown[]> {
    const entries = Object.entries(served);
    const told: unknown[] = [];
    for (let at = 0; at < entries.length; at += SOURCES.most) {
      const some = Object.fromEntries(entries.slice(at, at + SOURCES.most));
      await connect(some);
      await polls(2 * Math.ceil(Object.keys(some).length / SOURCES.visits), 1);
      told.push(...(await outcomes(some)));
      vi.restoreAllMocks();
    }
    return told;
  }

  const outcomes = async (served: Served) => {
    const told: unknown[] = [];
    for (const [at, path] of Object.keys(served).entries()) {
      const { source: stands } = await report(`s${at}`);
      told.push([path, stands.failure?.code ?? null, stands.posts]);
    }
    return told;
  };

  type JsonItem = { _commonwire: { shows?: string; notice?: string } };

  /** Counts the full stories that an independent reader finds, and the items without their text. */
  function countsIn(path: string, text: string): { full: number; short: number } {
    if (path.endsWith(".json")) {
      const items = JSON.parse(text).items.map(({ _commonwire }: JsonItem) => _commonwire);
      const shown = items.filter(({ notice }: JsonItem["_commonwire"]) => notice === undefined);
      const full = shown.filter(({ shows }: JsonItem["_commonwire"]) => shows === "full").length;
      return { full, short: shown.length - full };
    }
    const gone = new Set(read(text).gone);
    const items = factsOf(text).filter(({ id = "" }) => !gone.has(id));
    const full = items.filter(({ body }) => body !== undefined).length;
    return { full, short: items.length - full };
  }

  /** Returns the expected outcome: a story for each text, and a refusal for each item without one. */
  function expected(path: string, text: string): unknown {
    const { full, short } = countsIn(path, text);
    const counts = { ...(full > 0 ? { taken: full } : {}), ...(short > 0 ? { refused: short } : {}) };
    return [path, full === 0 && short > 0 ? "no-full-text" : null, counts];
  }

  test("our own, for each reader, before and after stories are gone: whole stories come, all else is told", async () => {
    await everyKind(0);
    const before = await ownFeeds();
    await act("full", "kill", { reason: "Wrong." });
    await act("ends", "withhold", { reason: "A doubt." });
    const after = await ownFeeds();
    const served = {
      ...before,
      ...Object.fromEntries(Object.entries(after).map(([path, text]) => [`gone${path}`, text])),
    };
    expect(await readAll(served)).toEqual(Object.entries(served).map(([path, text]) => expected(path, text)));
  }, 600_000);

  test("our own, followed: what is killed, withheld or relicensed there is withheld here, and comes back", async () => {
    await everyKind(0);
    const before = await ownFeeds();
    await act("full", "kill", { reason: "Wrong." });
    await act("ends", "withhold", { reason: "A doubt." });
    const gone = await ownFeeds();
    pass(60);
    await act("full", "restore", { reason: "Right." });
    await act("ends", "restore", { reason: "Right." });
    const back = await ownFeeds();
    const served: Served = {};
    for (const format of FORMATS) served[format] = before[`/licensed/feeds/latest.${format}`] ?? "";
    const states = async () => (await outcomes(served)).map((each) => (each as unknown[])[2]);
    await connect(served);
    await polls(3);
    const [all] = await states();
    expect(all).toMatchObject({ taken: expect.any(Number) });
    for (const format of FORMATS) served[format] = gone[`/licensed/feeds/latest.${format}`] ?? "";
    await polls();
    expect(await states()).toEqual(FORMATS.map(() => ({ ...Object(all), taken: Object(all).taken - 2, withheld: 2 })));
    for (const format of FORMATS) served[format] = back[`/licensed/feeds/latest.${format}`] ?? "";
    await polls();
    expect(await states()).toEqual(FORMATS.map(() => all));
  }, 120_000);

  test("those that the W3C's validator was tried on", async () => {
    const served = Object.fromEntries(VALIDATOR_CASES.map(([name, xml]) => [name, xml]));
    const outcome = (name: string) => {
      if (name.includes("outline")) return ["not-a-feed", {}];
      return name === "an entry without text" ? [null, { refused: 1 }] : ["no-full-text", { refused: 1 }];
    };
    expect(await readAll(served)).toEqual(VALIDATOR_CASES.map(([name]) => [name, ...outcome(name)]));
  }, 120_000);
});
