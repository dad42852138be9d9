import { env } from "cloudflare:workers";
import { parseFeed } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { Withdrawal } from "../../src/contract/withdrawal.ts";
import { DAY } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { read, tombstonesOf } from "../support/feeds.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  act,
  article,
  desk,
  fill,
  freshWire,
  get,
  getLicensed,
  harbourWire,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  tagOf,
  upload,
} from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const CHANNELS = ["latest", "section/asia", "topic/trade", "author/ann", "licence/open"];
const HARBOUR = `${ORIGIN}/articles/harbour`;
const text = async (path: string) => (await get(path)).text();

beforeEach(harbourWire);

/** Publishes and kills several stories of a section, thirty per batch, a minute apart. */
async function kill(section: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 30) {
    pass(60);
    const batch = Array.from({ length: Math.min(30, count - at) }, (_, more) =>
      article({
        id: `${section}-${at + more}`,
        section,
        headline: `Story ${at + more}`,
        published: new Date(Date.UTC(2025, 0, 1 + at + more)).toISOString(),
        status: "canceled",
        reason: "Not ours.",
      }),
    );
    expect((await desk("PUT", "/articles", { articles: batch })).status).toBe(200);
  }
}

describe("a killed story's notice", () => {
  test("stands in every feed that carried the story, for everybody, and the story in none", async () => {
    await publish("other", { headline: "Another story" });
    await publish("elsewhere", {
      headline: "Elsewhere",
      section: "world",
      topics: [],
      authors: ["bob"],
      licence: "eligible",
    });
    await act("harbour", "kill", { reason: "Sourcing error." });
    for (const format of FORMATS) {
      for (const channel of CHANNELS) {
        for (const response of [
          await get(`/feeds/${channel}.${format}`),
          await getLicensed(`/feeds/${channel}.${format}`, ["open", "eligible"]),
        ]) {
          const body = await response.text();
          expect([channel, format, read(body).gone]).toEqual([channel, format, [HARBOUR]]);
          expect(read(body).ids).toContain(`${ORIGIN}/articles/other`);
          expect(read(body).ids).not.toContain(HARBOUR);
          expect(body).toContain("Sourcing error.");
          expect(body).not.toContain("Harbour reopens");
        }
      }
      expect(read(await text(`/feeds/section/world.${format}`)).gone).toEqual([]);
    }
  });

  test("in RSS is the first item: the same guid, changed later than before, its validity over", async () => {
    await publish("other", { published: "2026-05-20T00:00:00Z" });
    const before = parseFeed(await text("/feeds/latest.rss"));
    pass(60);
    await act("harbour", "kill", { reason: "Sourcing <error> & more." });
    const after = parseFeed(await text("/feeds/latest.rss"));
    if (before.format !== "rss" || after.format !== "rss") throw new Error("not RSS");
    const story = before.feed.items?.find(({ guid }) => guid?.value === HARBOUR);
    const [notice] = after.feed.items ?? [];
    expect(notice).toMatchObject({
      title: "Withdrawn story: Ann Author, Asia, May 1, 2026",
      guid: { value: HARBOUR, isPermaLink: false },
      link: HARBOUR,
      pubDate: story?.pubDate,
      atom: { updated: "2026-06-01T12:03:00Z" },
      dcterms: {
        modified: ["2026-06-01T12:03:00Z"],
        valid: ["start=2026-05-01T00:00:00Z; end=2026-06-01T12:03:00Z; scheme=W3C-DTF"],
      },
    });
    const told = "Test Foundation has withdrawn this story and asks that every copy be taken down. Reason: ";
    const escaped = `${told}Sourcing &lt;error&gt; &amp; more.`;
    expect([notice?.description, notice?.content?.encoded]).toEqual([escaped, `<p>${escaped}</p>`]);
    expect(Date.parse(notice?.atom?.updated ?? "")).toBeGreaterThan(Date.parse(story?.atom?.updated ?? ""));
    expect(after.feed.lastBuildDate).toBe("Mon, 01 Jun 2026 12:03:00 GMT");
    expect(notice).not.toHaveProperty("dc");
    expect(notice).not.toHaveProperty("categories");
  });

  test("in JSON Feed has the other form of _commonwire, and nothing else of ours", async () => {
    await act("harbour", "kill", { reason: "Sourcing error." });
    const { items } = await (await get("/feeds/latest.json")).json<{ items: Record<string, unknown>[] }>();
    const [notice] = items;
    expect(Withdrawal.strict().parse(notice?._commonwire)).toEqual({
      about: `${ORIGIN}/docs#commonwire`,
      status: "canceled",
      notice: "killed",
      version: 2,
      at: "2026-06-01T12:02:00Z",
      byline: "Ann Author",
      section: "Asia",
      reason: "Sourcing error.",
      killed: "2026-06-01T12:02:00Z",
    });
    expect(notice).toMatchObject({
      id: HARBOUR,
      date_published: "2026-05-01T00:00:00Z",
      date_modified: "2026-06-01T12:02:00Z",
      content_text: expect.stringContaining("Sourcing error."),
    });
    expect(Object.keys(notice ?? {}).sort()).toEqual(
      ["_commonwire", "content_html", "content_text", "date_modified", "date_published", "id", "title", "url"].sort(),
    );
    expect(await text("/docs")).toContain("<code>killed</code>");
  });

  test("goes once the story is restored, which comes back with a later date", async () => {
    await act("harbour", "kill", { reason: "Sourcing error." });
    pass(60);
    await act("harbour", "restore", { reason: "It was right." });
    for (const format of FORMATS)
      expect(read(await text(`/feeds/latest.${format}`))).toMatchObject({ ids: [HARBOUR], gone: [] });
    expect(read(await text("/withdrawn.json")).gone).toEqual([]);
    expect(await text("/feeds/latest.json")).toContain('"date_modified":"2026-06-01T12:03:00Z"');
  });

  test("of the fifty newest kills alone stands in a feed, the newest first", async () => {
    await fill("world", 60);
    await kill("world", 60);
    for (const format of FORMATS) {
      const { gone, ids } = read(await text(`/feeds/section/world.${format}`));
      expect([format, gone.length, ids]).toEqual([format, 50, []]);
      expect(gone.slice(0, 30).every((id) => /world-[345]\d$/.test(id))).toBe(true);
    }
  });

  test("leaves the feeds after thirty days, and never the list of everything withdrawn; a second run finds nothing", async () => {
    await act("harbour", "kill", { reason: "Sourcing error." });
    pass((30 * DAY) / 1000);
    await cron();
    expect(read(await text("/feeds/latest.rss")).gone).toEqual([HARBOUR]);
    const before = await Promise.all(
      ["/feeds/section/asia.atom", "/feeds/section/world.atom", "/withdrawn.atom"].map(tagOf),
    );
    pass(1);
    await cron();
    for (const format of FORMATS)
      for (const channel of CHANNELS) expect(read(await text(`/feeds/${channel}.${format}`)).gone).toEqual([]);
    expect(read(await text("/withdrawn.atom")).gone).toEqual([HARBOUR]);
    const after = await Promise.all(
      ["/feeds/section/asia.atom", "/feeds/section/world.atom", "/withdrawn.atom"].map(tagOf),
    );
    expect(after.map((tag, at) => tag !== before[at])).toEqual([true, false, false]);
    const logged = "SELECT kind, article FROM change ORDER BY number DESC LIMIT 1";
    expect(await env.DB.prepare(logged).first()).toEqual({ kind: "tidied", article: null });
    const newest = "SELECT max(number) AS number FROM change";
    const number = await env.DB.prepare(newest).first();
    pass(60);
    await cron();
    expect(await env.DB.prepare(newest).first()).toEqual(number);
  });
});

describe("an ETag moves with a notice", () => {
  const moved = async (paths: string[], run: () => Promise<unknown>) => {
    const before = await Promise.all(paths.map(tagOf));
    await run();
    const after = await Promise.all(paths.map(tagOf));
    return after.map((tag, at) => tag !== before[at]);
  };
  const PATHS = ["/feeds/section/asia.rss", "/feeds/section/world.rss", "/feeds/author/ann.json", "/withdrawn.json"];

  test("at a kill and a restore", async () => {
    await publish("other", { section: "world", authors: ["bob"], topics: [] });
    expect(await moved(PATHS, () => act("harbour", "kill", { reason: "Wrong." }))).toEqual([true, false, true, true]);
    expect(await moved(PATHS, () => act("harbour", "restore", { reason: "Right." }))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test("at the kill of what was withheld, and stood in no feed", async () => {
    await act("harbour", "withhold", { reason: "Being looked at." });
    pass(60);
    expect(read(await text("/feeds/section/asia.json")).gone).toEqual([]);
    expect(await moved(PATHS, () => act("harbour", "kill", { reason: "Wrong." }))).toEqual([true, false, true, true]);
    expect(read(await text("/feeds/section/asia.json")).gone).toEqual([HARBOUR]);
  });

  test("and not with the licence of an image that the story had", async () => {
    const sha256 = await upload(png(4, 4, "pier"));
    const image = { sha256, alt: "The pier", credit: "Ann", owner: "Test Foundation", licence: "eligible" };
    await publish("harbour", { images: [image] });
    await act("harbour", "kill", { reason: "Wrong." });
    const eligible = { ...MASTHEAD.licences.eligible, assets: { images: "none" as const } };
    const change = () => publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } });
    expect(await moved(PATHS, change)).toEqual([false, false, false, false]);
  });

  test("at a new reason, and not at a text that nobody sees", async () => {
    await publish("harbour", { status: "canceled", reason: "Wrong." });
    const again = (over: object) => () => publish("harbour", { status: "canceled", reason: "Wrong.", ...over });
    expect(await moved(PATHS, again({ body: "<p>Another.</p>" }))).toEqual([false, false, false, false]);
    expect(await text("/feeds/latest.json")).toContain('"version":2');
    expect(await moved(PATHS, again({ reason: "Quite wrong." }))).toEqual([true, false, true, true]);
    expect(await text("/feeds/latest.json")).toContain("Quite wrong.");
    expect(await text("/withdrawn.json")).toContain('"version":2');
  });
});

describe("nothing is given away", () => {
  test("what was killed before its release has no notice", async () => {
    await publish("scoop", { embargo: "2026-06-02T00:00:00Z", headline: "Scoop" });
    const before = await Promise.all(["/withdrawn.json", "/feeds/latest.rss"].map(tagOf));
    await act("scoop", "kill", { reason: "Not true." });
    expect(await Promise.all(["/withdrawn.json", "/feeds/latest.rss"].map(tagOf))).toEqual(before);
    for (const path of ["/withdrawn.json", "/withdrawn.atom", "/feeds/latest.rss", "/feeds/latest.json"])
      expect(await text(path)).not.toMatch(/scoop|Not true/);
  });

  test("a topic or author that a story was given while it was hidden stays unknown", async () => {
    await act("harbour", "withhold", { reason: "Being looked at." });
    await publish("harbour", { topics: ["trade", "hidden"], authors: ["ann", "ghost"] });
    await act("harbour", "kill", { reason: "Wrong." });
    for (const path of ["/feeds/topic/hidden.rss", "/feeds/author/ghost.json", "/feeds/withdrawn.rss"])
      await expectProblem(await get(path), 404, "not-found");
    await expectProblem(await get("/feeds/withdrawn/latest.rss"), 404, "not-found");
    expect(read(await text("/feeds/topic/trade.rss")).gone).toEqual([HARBOUR]);
    expect(await text("/feeds")).not.toMatch(/withdrawn\/|Ghost|Hushed/);
  });
});

describe("/withdrawn", () => {
  test("is there, and empty, from the first publish on; not before", async () => {
    for (const format of ["atom", "json"]) {
      const response = await get(`/withdrawn.${format}`);
      expect([response.status, response.headers.get("X-Robots-Tag")]).toEqual([200, "noindex"]);
      expect(read(await response.text())).toMatchObject({ ids: [], gone: [] });
    }
    expect(await text("/feeds")).toContain('href="http://localhost:8787/withdrawn.atom"');
    await freshWire();
    await expectProblem(await get("/withdrawn.json"), 503, "nothing-published");
    await expectProblem(await get("/withdrawn.rss"), 404, "not-found");
  });

  test.each(["json", "atom"])(
    "as %s lists everything, the newest kill first, a hundred a page, each once",
    async (format) => {
      await fill("world", 120);
      await kill("world", 120);
      const pages = [];
      for (let path: string | undefined = `/withdrawn.${format}`; path !== undefined; ) {
        const page = read(await text(path));
        expect(page.links.self).toBe(ORIGIN + path);
        pages.push(page);
        path = page.links.next?.slice(ORIGIN.length);
      }
      expect(pages.map(({ gone }) => gone.length)).toEqual([100, 20]);
      const all = pages.flatMap(({ gone }) => gone);
      expect(new Set(all).size).toBe(120);
      expect(all[0]).toMatch(/world-(9\d|1\d\d)$/);
      expect(all.at(-1)).toMatch(/world-[012]?\d$/);
      if (format === "atom") expect(pages[1]?.links.first).toBe(`${ORIGIN}/withdrawn.atom`);
    },
  );

  test("refuses a cursor that is none, or another question's", async () => {
    await publish("other");
    const { next } = await (await get("/v1/articles?limit=1")).json<{ next: string }>();
    for (const cursor of ["none", next, ""])
      await expectProblem(await get(`/withdrawn.json?cursor=${cursor}`), 422, "invalid");
  });

  test("is the same for a reader with a key's access, and answers conditional requests", async () => {
    await act("harbour", "kill", { reason: "Wrong." });
    const tag = await tagOf("/withdrawn.atom");
    expect((await get("/withdrawn.atom", { "If-None-Match": tag })).status).toBe(304);
    expect(tombstonesOf(await text("/withdrawn.atom"))).toHaveLength(1);
    await publish("other", { section: "world" });
    expect(await tagOf("/withdrawn.atom")).toBe(tag);
    await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, name: "Renamed" } });
    expect(tombstonesOf(await text("/withdrawn.atom"))).toMatchObject([{ by: "Renamed" }]);
  });
});
