import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { FakeFeed, type FeedFormat } from "../support/fake-feed.ts";
import { interruptAfter } from "../support/interrupt.ts";
import { png } from "../support/png.ts";
import { article, feed, polls, report, titles, wireWithSource } from "../support/sources.ts";
import { act, desk } from "../support/wire.ts";

const ADDRESS = "https://paper.example/feed";
let site: FakeFeed;
const begin = async (over: Record<string, unknown> = {}, format: FeedFormat = "rss") => {
  await wireWithSource({ kind: "feed", address: ADDRESS, ...over });
  site = new FakeFeed(format);
  site.answer();
};
beforeEach(() => begin());
afterEach(() => void vi.restoreAllMocks());

const post = async (title: string) => (await report()).posts.find((each) => each.title === title);
const failure = async () => (await report()).source.failure;

describe("a feed as a source", () => {
  test.each(["rss", "rdf", "atom", "json"] as const)("%s: its stories come, and edits follow", async (format) => {
    await begin({ sections: { Asia: "asia" } }, format);
    const harbor = site.write({
      ...{ title: "Mayor’s plan & the harbor", html: "<p>The harbor opens & closes.</p>", terms: ["Asia", "Boats"] },
      ...{ link: "https://paper.example/2026/06/harbor.html", published: "2026-05-30T08:00:00Z" },
    });
    site.write({ title: "Ferry", link: "https://paper.example/12345", authors: ["admin"] });
    await polls(2);
    expect(await titles()).toEqual(["Ferry", "Mayor’s plan & the harbor"]);
    expect(await article("harbor")).toMatchObject({
      ...{ version: 1, status: "usable" },
      article: {
        ...{ headline: "Mayor’s plan & the harbor", authors: ["ana-ruiz"], section: "asia" },
        ...{ canonical: "https://paper.example/2026/06/harbor.html", published: "2026-05-30T08:00:00Z" },
        body: "<p>The harbor opens &#x26; closes.</p>",
      },
    });
    expect((await article("ferry")).article.authors).toEqual([]);
    expect((await post("Ferry"))?.warnings.join()).toContain("The byline isn't a person's name");

    // No date shows the change.
    harbor.html = "<p>The harbor opens on Monday.</p>";
    await polls();
    expect(await article("harbor")).toMatchObject({ version: 2, article: { body: harbor.html } });
    // Its URL and headline change, but not its guid.
    harbor.link = "https://paper.example/2026/06/harbor-opens.html";
    harbor.title = "The harbor opens";
    await polls();
    expect(await article("harbor")).toMatchObject({ version: 3, article: { canonical: harbor.link } });
    expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: 2 } });
  });

  test("what leaves the window stays, and what the desk decided holds", async () => {
    site.window = 2;
    for (let at = 0; at < 4; at++) {
      site.write();
      await polls();
    }
    expect(await titles()).toHaveLength(4);
    await act("story-4", "kill", { reason: "It was wrong." });
    const [last] = site.stories;
    if (last) last.html = "<p>Another text.</p>";
    await polls();
    expect((await article("story-4")).status).toBe("canceled");
    site.stories = site.stories.slice(0, 1);
    await polls();
    expect((await titles()).sort()).toEqual(["Story 1", "Story 2", "Story 3", expect.stringMatching(/^Withdrawn/)]);
    expect((await report()).source).toMatchObject({ failure: null, posts: { taken: 4 } });
  });

  test("rules decide of its stories as of any source's; a correction is told", async () => {
    await begin({
      ...{ topics: { trade: "trade" }, licences: [{ tag: "Reserved", licence: "reserved" }] },
      ...{ exclude: [{ category: "Reuters" }], authors: { "Ana Ruiz": "ann" } },
      ...{ take: { not: [{ category: "Sports" }], from: "2026-01-01T00:00:00Z" } },
      corrections: [{ begins: "Correction:" }],
    });
    site.write({ title: "One", terms: ["Trade", "reserved"], html: "<p>Text.</p><p>Correction: Two decks.</p>" });
    site.write({ title: "Two", terms: ["reuters"] });
    site.write({ title: "Three", terms: ["Sports"] });
    site.write({ title: "Old", published: "2025-01-01T00:00:00Z" });
    await polls(2);
    expect((await article("story-1")).article).toMatchObject({
      ...{ topics: ["trade"], licence: "reserved", authors: ["ann"], corrections: [{ note: "Two decks." }] },
      body: "<p>Text.</p>",
    });
    expect((await article("story-2")).article).toMatchObject({ exclude: true });
    expect((await report()).source.posts).toEqual({ taken: 2, "left-out": 2 });
    // Changed settings reread everything, even if the feed is the same.
    await desk("PUT", "/sources/paper", { kind: "feed", address: ADDRESS, mode: "publish", section: "asia" });
    await polls(2);
    expect((await report()).source.posts).toEqual({ taken: 4 });
    expect((await article("story-2")).article).toMatchObject({ section: "asia" });
  });

  test("a picture comes with its rights, and one of which nothing is said stays out with a warning", async () => {
    await begin({ images: [{ credit: "*Harbor Paper*", owner: "Harbor Paper", licence: "open" }] });
    const [own, foreign] = ["https://paper.example/own.png", "https://paper.example/reuters.png"];
    site.images.set(own, png(40, 30, "a"));
    site.images.set(foreign, png(50, 30, "b"));
    const media = (url: string, credit: string) =>
      `<media:content url="${url}" medium="image"><media:credit>${credit}</media:credit><media:description>A ferry</media:description></media:content>`;
    site.write({
      html: `<p>It runs.</p><figure><img src="/reuters.png"><figcaption>Sea (Photo: Jo Doe/Reuters)</figcaption></figure>`,
      more: `${media(own, "Ana Ruiz / Harbor Paper")}${media(foreign, "Jo Doe/Reuters")}<enclosure url="https://paper.example/talk.mp3" type="audio/mpeg" length="1"/>`,
    });
    await polls(2);
    expect((await article("story-1")).article).toMatchObject({
      ...{ images: [{ owner: "Harbor Paper", credit: "Ana Ruiz / Harbor Paper" }], body: "<p>It runs.</p>" },
    });
    expect((await post("Story 1"))?.warnings).toEqual([
      "Part of the text was changed or left out. An attached file was left out: talk.mp3",
      "A picture was left out because nothing says who owns it. (Jo Doe/Reuters)",
    ]);
    expect(site.asked.filter(({ address }) => address === foreign)).toEqual([]);
  });

  test("with review a story waits for the desk, and a tombstone takes it away again", async () => {
    await begin({ mode: "review" }, "atom");
    const { guid = "" } = site.write();
    await polls(2);
    expect((await report()).source.posts).toEqual({ waiting: 1 });
    site.deleted = [[guid, new Date().toISOString()]];
    site.stories = [];
    await polls();
    expect((await report()).source.posts).toEqual({ "left-out": 1 });
    expect(await feed()).toEqual([]);
  });
});

describe("what a feed costs", () => {
  test.each([true, false])(
    "unchanged, one request a poll (with validators: %s)",
    async (hasValidators) => {
      site.hasValidators = hasValidators;
      site.window = 200;
      for (let at = 0; at < 200; at++) site.write({ published: "2026-05-01T00:00:00Z" });
      await polls(4);
      expect((await report()).source.posts).toEqual({ taken: 200 });
      const idle = await costOf(cron);
      site.asked = [];
      pass(SOURCES.minutes * 60);
      const cost = await costOf(cron);
      expect(site.asked).toHaveLength(1);
      expect(site.asked[0]?.bytes).toBe(hasValidators ? 0 : new TextEncoder().encode(site.render()).length);
      // The source and the index of due sources: once for the lease, and once for the result of the visit.
      expect(cost.rowsRead - idle.rowsRead).toBeLessThanOrEqual(6);
    },
    60_000,
  );
});

describe("the first import", () => {
  test("an archive in pages is read to its end, though it is stopped at any write; none is missing or twice", async () => {
    await begin({}, "json");
    site.hasPages = true;
    for (let at = 0; at < 120; at++) site.write({ published: `2026-05-01T00:${String(at % 60).padStart(2, "0")}:00Z` });
    const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
    for (const stop of [1, 2, 4, 7, 5]) {
      const interrupt = interruptAfter(stop);
      pass(900);
      await cron();
      interrupt.restore();
    }
    expect(errors.mock.calls.length).toBeGreaterThanOrEqual(5);
    errors.mockRestore();
    await polls(6, 15);
    expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: 120 } });
    const versions = await Promise.all([1, 60, 120].map((at) => article(`story-${at}`)));
    expect(versions.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(new Set(site.asked.map(({ address }) => address)).size).toBe(12);
  }, 120_000);

  test("a page of a thousand is taken a hundred a minute; pages in a circle end", async () => {
    site.window = 250;
    site.hasPages = true;
    for (let at = 0; at < 260; at++) site.write({ published: "2026-05-01T00:00:00Z" });
    site.instead = (request) => {
      const page = new URL(request.url).searchParams.get("page");
      // This site has two pages, and each links to a next one.
      const body = site.render(Number(page ?? 1) % 2 === 0 ? 2 : 1);
      const next = `<atom:link rel="next" href="${ADDRESS}?page=${Number(page ?? 1) + 1}"/>`;
      return new Response(body.replace(/<atom:link[^>]*>/, "").replace("<item>", `${next}<item>`));
    };
    await polls(1, 1);
    expect((await report()).source.posts).toEqual({ taken: 100 });
    await polls(4, 1);
    expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: 260 } });
    expect(site.asked.length).toBeLessThan(12);
  }, 120_000);

  test("what came while nobody asked, and is behind the window, is found on the pages behind it", async () => {
    site.hasPages = true;
    site.window = 3;
    for (let at = 0; at < 3; at++) site.write();
    await polls(2);
    for (let at = 0; at < 10; at++) site.write();
    await polls(3);
    expect((await report()).source).toMatchObject({ phase: "follow", posts: { taken: 13 } });
  });

  test("the address may be a page that announces its feed", async () => {
    await begin({ address: "https://paper.example/" });
    site.write();
    const link = (href: string, type = "application/rss+xml") => `<link rel="alternate" type="${type}" href="${href}">`;
    site.instead = ({ url }) =>
      new URL(url).pathname === "/"
        ? new Response(
            `<!doctype html><html><head><title>Paper</title>${link("https://other.example/feed")}${link("/comments/feed/")}${link("/feed")}</head>`,
            { headers: { "Content-Type": "text/html" } },
          )
        : undefined;
    await polls(3);
    expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: 1 } });
    expect(site.asked.map(({ address }) => new URL(address).pathname)).toEqual(["/", "/feed", "/feed", "/feed"]);
  });
});

describe("what a feed says is gone", () => {
  beforeEach(() => begin({}, "atom"));
  const now = () => new Date().toISOString();

  test("is withheld once it was asked again; comes back with an entry that is newer; by rule it is only reported", async () => {
    const story = site.write();
    site.write();
    await polls(2);
    site.asked = [];
    site.deleted = [[story.guid ?? "", now()]];
    await polls();
    expect(site.asked).toHaveLength(2);
    expect(await article("story-1")).toMatchObject({ status: "withheld" });
    expect(await post("Story 1")).toMatchObject({ state: "withheld", reason: "The feed says that it was withdrawn." });
    await polls(2);
    expect(await titles()).toEqual(["Story 2"]);

    pass(60);
    story.updated = now();
    await polls();
    expect(await article("story-1")).toMatchObject({ status: "usable" });

    await desk("PUT", "/sources/paper", {
      ...{ kind: "feed", address: ADDRESS, mode: "publish", section: "world", gone: "report" },
    });
    site.deleted = [[story.guid ?? "", now()]];
    await polls();
    expect(await article("story-1")).toMatchObject({ status: "usable" });
    expect(await post("Story 1")).toMatchObject({ state: "reported" });
  });

  test("a tombstone that is gone a moment later, one in a text, or one of an older entry withdraws nothing", async () => {
    const story = site.write({ updated: "2026-05-31T00:00:00Z" });
    await polls(2);
    const tombstone = `<at:deleted-entry ref="${story.guid}" when="2026-07-01T00:00:00Z"/>`;
    let asked = 0;
    site.instead = () => {
      asked += 1;
      return asked === 1 ? new Response(site.render().replace("<entry>", `${tombstone}<entry>`)) : undefined;
    };
    await polls();
    expect(asked).toBe(2);
    site.instead = undefined;
    story.html = `<p>Text.</p><pre>${tombstone.replaceAll("<", "&lt;")}</pre>`;
    story.more = `<!-- ${tombstone} --><rights><![CDATA[${tombstone}]]></rights>`;
    await polls();
    site.deleted = [[story.guid ?? "", "2026-05-30T00:00:00Z"]];
    await polls();
    expect((await report()).source).toMatchObject({ failure: null, posts: { taken: 1 } });
    expect(await titles()).toHaveLength(1);
  });

  test("too many at once are for a person to look at", async () => {
    for (let at = 0; at < 8; at++) site.write();
    await polls(2);
    site.deleted = site.stories.slice(0, 6).map(({ guid = "" }) => [guid, now()]);
    await polls();
    expect(await failure()).toMatchObject({ code: "many-gone", detail: "6 of 8" });
    expect(await titles()).toHaveLength(8);
  });
});

describe("a guid that is used again", () => {
  test("for another story: that one isn't taken, the first stays, and the desk sees both", async () => {
    site.write({ guid: "1", title: "First", published: "2026-05-01T00:00:00Z" });
    await polls(2);
    site.stories = [];
    site.write({ guid: "1", title: "Second", link: "https://paper.example/second", published: "2026-05-30T00:00:00Z" });
    site.write({ guid: "2", title: "Third", link: "https://paper.example/third" });
    await polls();
    expect(await failure()).toMatchObject({ code: "guid-reused", detail: "https://paper.example/second" });
    expect(await titles()).toEqual(["Third", "First"]);
    expect(await post("Second")).toMatchObject({ state: "refused", reason: "It has the guid of “First”." });
    // The warning remains even if nothing changes, and the rest is followed as usual.
    site.write({ guid: "4", title: "Fourth" });
    await polls();
    expect([await failure(), (await titles())[0]]).toMatchObject([{ code: "guid-reused" }, "Fourth"]);
    const second = site.stories.find(({ title }) => title === "Second");
    if (second) second.guid = "3";
    await polls();
    expect([await failure(), await titles()]).toEqual([null, ["Fourth", "Third", "Second", "First"]]);
  });

  test("twice in one document, or by a story that appears twice", async () => {
    site.write({ guid: "1", title: "First", published: "2026-05-01T00:00:00Z" });
    site.write({ guid: "1", title: "Second", published: "2026-05-30T00:00:00Z" });
    const twin = { guid: "2", link: "https://paper.example/twin", title: "Twin", published: "2026-05-20T00:00:00Z" };
    site.write({ ...twin, html: "<p>Old.</p>" });
    site.write({ ...twin, html: "<p>New.</p>", updated: "2026-05-21T00:00:00Z" });
    await polls(3);
    expect((await report()).source).toMatchObject({
      failure: { code: "guid-reused" },
      posts: { taken: 2, refused: 1 },
    });
    expect(await titles()).toEqual(["Twin", "First"]);
    expect((await article("twin")).article.body).toBe("<p>New.</p>");
  });
});
