import { parseFeed } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { Withdrawal } from "../../src/contract/withdrawal.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { RETENTION } from "../../src/model/policy.ts";
import { DAY, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { complaintsOf } from "../support/feed-validator.ts";
import { read, tombstonesOf } from "../support/feeds.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { act, freshWire, get, getLicensed, ORIGIN, publish, publishMasthead } from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const CHANNELS = ["latest", "section/asia", "topic/trade", "author/ann", "licence/eligible"];
const HARBOUR = `${ORIGIN}/articles/harbour`;
const MONTH = (RETENTION.noticeDays * DAY) / SECOND;
const reason = "Looked at.";
type Reader = string[] | undefined;

const textFor = async (licences: Reader, path: string) =>
  (await (licences === undefined ? get(path) : getLicensed(path, licences))).text();
const goneFor = async (licences: Reader, path = "/feeds/latest.json") => read(await textFor(licences, path)).gone;

/** Abbreviates the notices of a JSON Feed: `withheld harbour`. */
async function noticesFor(licences: Reader, path = "/feeds/latest.json"): Promise<string[]> {
  const { items } = JSON.parse(await textFor(licences, path));
  return items.flatMap(({ id, _commonwire: { notice } }: { id: string; _commonwire: { notice?: string } }) =>
    notice === undefined ? [] : [`${notice} ${id.slice(`${ORIGIN}/articles/`.length)}`],
  );
}

/** A story that publishers could read under a license a minute ago, and another one. */
beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  await publish("other", { licence: "eligible", headline: "Another story" });
  await publish("harbour", {
    licence: "eligible",
    headline: "Secret claim",
    summary: "Of a deal.",
    body: "<p>Deal.</p>",
  });
  pass(60);
  sites({});
});

const ENDS = [
  ["withheld", () => act("harbour", "withhold", { reason })],
  ["expired", () => act("harbour", "expire", { reason })],
  ["relicensed", () => act("harbour", "relicense", { licence: "reserved" })],
] as const;

describe.each(ENDS)("a story that is %s", (kind, end) => {
  test("has a notice in each feed that had it, for whoever could read it and nobody else, and says nothing of it", async () => {
    await end();
    for (const format of FORMATS) {
      for (const channel of CHANNELS) {
        const path = `/feeds/${channel}.${format}`;
        const body = await textFor(["eligible"], path);
        // In other channels, its public form is still listed.
        const stands = kind === "relicensed" && channel !== "latest" && channel !== "licence/eligible";
        expect([path, read(body).gone]).toEqual([path, stands ? [] : [HARBOUR]]);
        expect(read(body).ids.includes(HARBOUR)).toBe(stands);
        if (!stands) expect(body).not.toMatch(/Secret claim|Of a deal|Deal\./);
        if (!stands && format !== "json") expect(complaintsOf(body)).toEqual([]);
        for (const licences of [undefined, ["open"], ["reserved"]])
          expect([path, await goneFor(licences, path)]).toEqual([path, []]);
      }
      expect(await goneFor(["eligible"], `/feeds/section/world.${format}`)).toEqual([]);
    }
    expect(read(await textFor(["eligible"], "/withdrawn.json")).gone).toEqual([]);
  });

  test("is named by kind, byline, section and day; in Atom by tombstone and entry of one time", async () => {
    await end();
    const title = {
      withheld: "Withheld story",
      expired: "Expired story",
      relicensed: "Story no longer licensed to you",
    };
    const said = `${title[kind]}: Ann Author, Asia, May 1, 2026`;
    const rss = parseFeed(await textFor(["eligible"], "/feeds/latest.rss"));
    const xml = await textFor(["eligible"], "/feeds/latest.atom");
    const atom = parseFeed(xml);
    const { items } = JSON.parse(await textFor(["eligible"], "/feeds/latest.json"));
    if (rss.format !== "rss" || atom.format !== "atom") throw new Error("neither");
    const [tombstone] = tombstonesOf(xml);
    const entry = atom.feed.entries?.find(({ id }) => id === HARBOUR);
    expect(rss.feed.items?.[0]).toMatchObject({ title: said, guid: { value: HARBOUR } });
    expect(entry).toMatchObject({ title: { value: said }, content: { value: expect.stringContaining("<p>") } });
    expect([entry?.updated, tombstone?.ref]).toEqual([tombstone?.when, HARBOUR]);
    expect(items[0]).toMatchObject({ id: HARBOUR, title: said, date_published: "2026-05-01T00:00:00Z" });
    expect(Withdrawal.strict().parse(items[0]._commonwire)).toEqual({
      about: `${ORIGIN}/docs#commonwire`,
      status: "withheld",
      notice: kind,
      version: 2,
      at: "2026-06-01T12:01:00Z",
      byline: "Ann Author",
      section: "Asia",
    });
  });

  test("loses its notice after thirty days, and the feed's ETag moves exactly then", async () => {
    await end();
    const tag = async () => (await getLicensed("/feeds/latest.rss", ["eligible"])).headers.get("ETag");
    const before = await tag();
    pass(MONTH);
    await cron();
    // The relicensed story has left the feed by then.
    const during = await tag();
    expect(during === before).toBe(kind !== "relicensed");
    expect(await goneFor(["eligible"])).toEqual([HARBOUR]);
    pass(1);
    await cron();
    expect([await goneFor(["eligible"]), (await tag()) === during]).toEqual([[], false]);
  });

  test("loses it at once where a kill says it, which everybody is told", async () => {
    await end();
    pass(60);
    await act("harbour", "kill", { reason: "Wrong." });
    for (const licences of [undefined, ["open"], ["eligible"], ["reserved"]])
      for (const format of FORMATS) expect(await goneFor(licences, `/feeds/latest.${format}`)).toEqual([HARBOUR]);
    expect(await noticesFor(["eligible"])).toEqual(["killed harbour"]);
  });

  test("loses it at once where the story is back", async () => {
    await end();
    pass(60);
    await (kind === "relicensed"
      ? act("harbour", "relicense", { licence: "eligible" })
      : act("harbour", "restore", { reason }));
    for (const format of FORMATS)
      for (const channel of CHANNELS)
        expect(read(await textFor(["eligible"], `/feeds/${channel}.${format}`))).toMatchObject({
          ids: expect.arrayContaining([HARBOUR]),
          gone: [],
        });
  });
});

describe("a notice", () => {
  test("of a story whose own time is over comes with the cron", async () => {
    await publish("harbour", { licence: "eligible", expires: "2026-06-02T00:00:00Z" });
    pass(DAY / SECOND);
    await cron();
    expect([await noticesFor(["eligible"]), await noticesFor(undefined)]).toEqual([["expired harbour"], []]);
  });

  test("isn't there of what nobody could read: embargoed, excluded, or withheld before it left", async () => {
    await publish("scoop", { licence: "eligible", embargo: "2026-07-01T00:00:00Z" });
    await publish("reserved", { licence: "eligible", exclude: true });
    for (const id of ["scoop", "reserved"]) await act(id, "withhold", { reason });
    for (const format of FORMATS) expect(await goneFor(["eligible"], `/feeds/latest.${format}?all=1`)).toEqual([]);
  });

  test("stands beside no item of the same story: with everything asked for, it is what everybody sees", async () => {
    await act("harbour", "relicense", { licence: "reserved" });
    for (const format of FORMATS) {
      const found = read(await textFor(["eligible"], `/feeds/latest.${format}?all=1`));
      expect([found.ids.filter((id) => id === HARBOUR), found.gone]).toEqual([[HARBOUR], []]);
    }
  });

  test("is told once, whatever a key opens, and to whoever could read it before", async () => {
    await act("harbour", "relicense", { licence: "open" });
    expect(await noticesFor(["eligible"])).toEqual([]);
    await act("harbour", "relicense", { licence: "reserved" });
    expect(await noticesFor(["eligible"])).toEqual(["relicensed harbour"]);
    expect(await noticesFor(["eligible", "reserved"])).toEqual([]);
    pass(60);
    await act("harbour", "withhold", { reason });
    for (const licences of [["eligible"], ["reserved"], ["eligible", "reserved"]])
      expect(await noticesFor(licences)).toEqual(["withheld harbour"]);
    pass(60);
    await act("harbour", "relicense", { licence: "eligible" });
    expect(await noticesFor(["reserved"])).toEqual(["withheld harbour"]);
    await act("harbour", "restore", { reason });
    expect(await noticesFor(["eligible"])).toEqual([]);
    expect(await noticesFor(["reserved"])).toEqual(["relicensed harbour"]);
    const { items } = JSON.parse(await textFor(["reserved"], "/feeds/latest.json"));
    expect(items[0]).toMatchObject({ date_modified: "2026-06-01T12:03:00Z" });
  });

  test("says nothing that was sent while the story was hidden", async () => {
    await act("harbour", "withhold", { reason });
    await publish("harbour", {
      licence: "eligible",
      status: "withheld",
      authors: ["ghost"],
      section: "world",
      headline: "H",
    });
    await publish("other", {
      licence: "eligible",
      status: "canceled",
      reason: "Wrong.",
      authors: ["ghost"],
      section: "world",
    });
    for (const format of FORMATS) {
      const body = await textFor(["eligible"], `/feeds/latest.${format}`);
      expect([read(body).gone.length, /Ghost|World/.test(body)]).toEqual([2, false]);
      expect(body).toContain("Ann Author, Asia, May 1, 2026");
    }
    await act("harbour", "kill", { reason: "Wrong." });
    for (const licences of [undefined, ["eligible"]])
      for (const path of ["/feeds/latest.json", "/withdrawn.atom"])
        expect(await textFor(licences, path)).not.toMatch(/Ghost|World/);
  });
});

describe("a publisher", () => {
  const names = async (key: string, path = "/licensed/feeds/latest.json") =>
    read(await (await get(path, bearer(key))).text()).gone;

  test("that joins today sees no notice of a story killed last week; one that joined last month sees it", async () => {
    const old = await publisherWithKey();
    pass((23 * DAY) / SECOND);
    await act("harbour", "kill", { reason: "Wrong." });
    await act("other", "withhold", { reason });
    pass((7 * DAY) / SECOND);
    const young = await publisherWithKey({ domains: ["young.example"] });
    for (const format of FORMATS) {
      const path = `/licensed/feeds/latest.${format}`;
      expect((await names(old.key, path)).length).toBe(2);
      expect(await names(young.key, path)).toEqual([]);
    }
    expect(await goneFor(undefined)).toEqual([HARBOUR]);
    await publish("third", { licence: "eligible" });
    await act("third", "withhold", { reason });
    expect(await names(young.key)).toEqual([`${ORIGIN}/articles/third`]);
  });

  test("shares everything but feeds with all the others from its first day on, and feeds once it has seen all notices", async () => {
    const old = await publisherWithKey();
    pass((31 * DAY) / SECOND);
    const young = await publisherWithKey({ domains: ["young.example"] });
    const tags = (path: string) =>
      Promise.all([old, young].map(async ({ key }) => (await get(path, bearer(key))).headers.get("ETag")));
    const shared = ["/v1/articles", "/v1/articles/other", "/v1/changes", "/licensed/articles/other"];
    for (const path of shared) expect(new Set(await tags(path)).size).toBe(1);
    expect(new Set(await tags("/licensed/feeds/latest.rss")).size).toBe(2);
    pass((31 * DAY) / SECOND);
    isolate.reset();
    expect(new Set(await tags("/licensed/feeds/latest.rss")).size).toBe(1);
  });

  test("goes on from its cursor after the day when it has seen all notices, and nothing is told again", async () => {
    const { key } = await publisherWithKey();
    const page = async (after = "") =>
      (await get(`/v1/changes${after && `?after=${after}`}`, bearer(key))).json<{ changes: unknown[]; next: string }>();
    const { next } = await page();
    const settled = await page(next);
    pass((32 * DAY) / SECOND);
    expect(await page(settled.next)).toEqual({ ...settled, changes: [] });
  });
});
