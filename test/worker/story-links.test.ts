import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { Done } from "../../src/commands/effects.ts";
import { act as actJob } from "../../src/commands/publishing/act.ts";
import { expire } from "../../src/commands/publishing/expire.ts";
import { publishArticles } from "../../src/commands/publishing/publish-articles.ts";
import { release } from "../../src/commands/publishing/release.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { IdentifiedArticle } from "../../src/model/article/article.ts";
import { BATCH } from "../../src/model/policy.ts";
import { pageOf, short } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { fillAsMigrated, storeBodyAsIs } from "../support/stored.ts";
import {
  act,
  article,
  desk,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  TOKEN,
  tagOf,
  upload,
} from "../support/wire.ts";

const BODY = '<p>First <a href="/articles/deal">the deal</a>, then <a href="/articles/deal#how">how</a>.</p>';
/** Another section, author and topic than the linking story's, so that changes there are due to the link alone. */
const DEAL = { section: "world", authors: ["bob"], topics: [], headline: "Deal signed", summary: "It was signed." };
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** Every output that contains the story's text. */
const OUTPUTS = [
  ...["/articles/guide", "/v1/articles/guide", "/v1/articles/guide?format=ninjs", "/v1/articles", "/v1/changes"],
  ...["latest", "section/asia", "topic/trade", "author/ann", "licence/open"].flatMap((channel) =>
    ["rss", "atom", "json"].map((format) => `/feeds/${channel}.${format}`),
  ),
];
/** The outputs that only the story's own changes affect. */
const OWN = OUTPUTS.filter((path) => !/latest|licence|changes|v1\/articles$/.test(path));

const textOf = async (path: string) => (await get(path)).text();
const answer = async (response: Response) => {
  expect(response.status).toBe(200);
  return response.json<{ warnings: Record<string, unknown>[] }>();
};
const page = async (path: string) =>
  (await get(path, { Accept: "text/html", Authorization: `Basic ${btoa(`desk:${TOKEN}`)}` })).text();

/** Whether both links are there, rather than only their text, however the format writes them. */
function isLinked(text: string): boolean {
  const plain = text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;|&#34;|&#x22;|\\"/g, '"');
  expect(plain).toContain("the deal");
  const found = ["deal", "deal#how"].map((name) => plain.includes(`<a href="${ORIGIN}/articles/${name}">`));
  expect(found[0]).toBe(found[1]);
  if (!found[0]) expect(plain).toContain("First the deal, then how.");
  return found[0] === true;
}

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});

/** The life of the linked story, in order; and whether the link is active at each step. */
const LIFE: [name: string, isOpen: boolean, step: () => Promise<unknown>][] = [
  ["unknown", false, async () => undefined],
  ["embargoed", false, () => publish("deal", { ...DEAL, embargo: later(30) })],
  ["embargoed and changed", false, () => publish("deal", { ...DEAL, headline: "Other", embargo: later(30) })],
  ["killed before its time", false, () => act("deal", "kill", { reason: "Wrong." })],
  ["back before its time", false, () => act("deal", "restore", { reason: "Right." })],
  ["released by the cron", true, async () => [pass(1900), await cron()]],
  ["fixed", true, () => act("deal", "fix", { changes: { headline: "Third" } })],
  ["under another licence", true, () => act("deal", "relicense", { licence: "reserved" })],
  ["withheld", false, () => act("deal", "withhold", { reason: "Wait." })],
  ["killed, though withheld", false, () => act("deal", "kill", { reason: "Wrong." })],
  ["restored", true, () => act("deal", "restore", { reason: "Right." })],
  ["killed", false, () => act("deal", "kill", { reason: "Wrong." })],
  ["restored again", true, () => act("deal", "restore", { reason: "Right." })],
  ["sent with an end", true, () => publish("deal", { ...DEAL, expires: later(20) })],
  ["expired by the cron", false, async () => [pass(1300), await cron()]],
  ["sent without one", true, () => publish("deal", DEAL)],
  ["expired at the desk", false, () => act("deal", "expire", { reason: "Over." })],
];

describe("a link to another story opens only while that story is out", () => {
  test("in every output; and tags and followers move exactly when it comes or goes", async () => {
    await publish("guide", { body: BODY });
    let { next } = await pageOf();
    let [wasOpen, tags] = [false, await Promise.all(OWN.map(tagOf))];
    for (const [name, isOpen, step] of LIFE) {
      pass(60);
      await step();
      pass(5);
      for (const path of OUTPUTS) expect([name, path, isLinked(await textOf(path))]).toEqual([name, path, isOpen]);
      expect(isLinked(await (await getLicensed("/articles/guide", ["open"])).text())).toBe(isOpen);
      const now = await Promise.all(OWN.map(tagOf));
      expect([name, now.filter((tag, at) => tag === tags[at]).length]).toEqual([
        name,
        isOpen === wasOpen ? OWN.length : 0,
      ]);
      const { next: then, ...told } = await pageOf(next);
      const ofGuide = short(told).filter((each) => each.endsWith(" guide"));
      expect([name, ofGuide]).toEqual([name, isOpen === wasOpen ? [] : ["updated settings guide"]]);
      [wasOpen, tags, next] = [isOpen, now, then];
    }
  });

  test("what is embargoed and what never was are the same to readers, byte for byte", async () => {
    await publish("guide", { body: BODY });
    const paths = [...OUTPUTS, "/", "/feeds", "/feeds.opml", "/withdrawn.json", "/rsl.xml"];
    const read = () => Promise.all(paths.map(async (path) => [await textOf(path), await tagOf(path)]));
    const before = await read();
    await publish("deal", { ...DEAL, embargo: later(30) });
    pass(5);
    const after = await read();
    expect(after).toEqual(before);
    expect(after.flat().filter((text) => text?.includes("articles/deal"))).toEqual([]);
  });

  test("a story that is still hidden opens with the links of that time, and no reader hears of it before", async () => {
    await publish("guide", { body: BODY, embargo: later(10) });
    await publish("deal", { ...DEAL, embargo: later(5) });
    const before = await pageOf();
    pass(400);
    await cron();
    expect(short(await pageOf(before.next))).toEqual(["updated released deal"]);
    pass(400);
    await cron();
    expect(isLinked(await textOf("/articles/guide"))).toBe(true);
    expect(short(await pageOf(before.next))).toEqual(["updated released deal", "updated released guide"]);
  });

  test("stories that come in one batch open to each other, and close together when both expire", async () => {
    const [a, b] = [BODY, BODY.replaceAll("deal", "guide")];
    const until = { expires: later(20) };
    const both = [article({ id: "guide", body: a, ...until }), article({ id: "deal", ...DEAL, body: b, ...until })];
    expect((await answer(await desk("PUT", "/articles", { articles: both }))).warnings).toEqual([]);
    expect(isLinked(await textOf("/articles/guide"))).toBe(true);
    expect(await textOf("/articles/deal")).toContain(`<a href="${ORIGIN}/articles/guide">`);
    pass(1300);
    await cron();
    expect((await pageOf()).changes).toEqual([]);
  });

  test("caches of what links to it are over, whoever lets it come or go", async () => {
    await publish("guide", { body: BODY });
    const job = () => ({ db: env.DB, origin: ORIGIN, now: Date.now(), clock: Date.now, by: "test" });
    const alters = async (done: Promise<Done<unknown>>) =>
      (await done).handOver(({ isVisible, isAltering }) => isVisible && isAltering);
    const input = (more: object) => IdentifiedArticle.parse({ id: "deal", ...article({ ...DEAL, ...more }) });
    const altered = [
      await alters(publishArticles(job(), [input({ expires: later(20) })])),
      await alters(actJob(job(), "deal", { action: "withhold", reason: "Wait." })),
      await alters(actJob(job(), "deal", { action: "restore", reason: "Right." })),
    ];
    pass(1300);
    altered.push(await alters(expire(job())));
    altered.push(await alters(publishArticles(job(), [input({ headline: "Anew" })])));
    expect(altered).toEqual(altered.map(() => true));
    await publish("other", { body: '<p><a href="/articles/scoop">x</a></p>' });
    await publish("scoop", { ...DEAL, embargo: later(1) });
    pass(120);
    expect(await alters(release(job()))).toBe(true);
  });

  test("who was told that a story is gone isn't told again because of its links", async () => {
    await publish("deal", DEAL);
    await publish("guide", { body: BODY });
    await publish("killed", { body: BODY });
    await act("guide", "withhold", { reason: "Wait." });
    await act("killed", "kill", { reason: "Wrong." });
    const { next } = await pageOf();
    pass(5);
    const tag = await tagOf("/withdrawn.json");
    await act("deal", "withhold", { reason: "Wait." });
    expect(short(await pageOf(next))).toEqual(["removed withheld deal"]);
    expect(await tagOf("/withdrawn.json")).toBe(tag);
    await act("guide", "restore", { reason: "Right." });
    expect(isLinked(await textOf("/articles/guide"))).toBe(false);
  });

  test("whatever name of that story it has: a rename opens it, and a kill closes it under every name", async () => {
    const OLD = { ...DEAL, published: "2026-04-01T00:00:00Z" };
    await publish("accord", OLD);
    await publish("guide", { body: BODY });
    pass(60);
    for (const path of OUTPUTS) expect([path, isLinked(await textOf(path))]).toEqual([path, false]);
    const before = await Promise.all(OUTPUTS.map(tagOf));
    await publish("deal", { ...OLD, was: ["accord"] });
    pass(60);
    for (const path of OUTPUTS) expect([path, isLinked(await textOf(path))]).toEqual([path, true]);
    expect((await Promise.all(OUTPUTS.map(tagOf))).filter((tag, at) => tag === before[at])).toEqual([]);
    // An earlier name redirects, so a link with it stays active.
    await publish("treaty", { ...OLD, was: ["accord", "deal"] });
    pass(60);
    for (const path of OUTPUTS) expect([path, isLinked(await textOf(path))]).toEqual([path, true]);
    expect((await answer(await desk("PUT", "/articles/guide", article({ body: BODY })))).warnings).toEqual([]);
    await act("accord", "kill", { reason: "Wrong." });
    pass(60);
    for (const path of OUTPUTS) expect([path, isLinked(await textOf(path))]).toEqual([path, false]);
  });

  test("an earlier name that is told only later opens it, and readers who know the old state hear of it", async () => {
    const OLD = { ...DEAL, published: "2026-04-01T00:00:00Z" };
    await publish("accord", OLD);
    await publish("pact", { ...OLD, was: ["accord"] });
    await publish("guide", { body: BODY });
    pass(60);
    const before = await Promise.all(OUTPUTS.map(tagOf));
    const { next } = await pageOf();
    await publish("pact", { ...OLD, was: ["accord", "deal"] });
    pass(60);
    for (const path of OUTPUTS) expect([path, isLinked(await textOf(path))]).toEqual([path, true]);
    expect((await Promise.all(OUTPUTS.map(tagOf))).filter((tag, at) => tag === before[at])).toEqual([]);
    expect((await pageOf(next)).changes.map(({ slug }) => slug)).toEqual(["guide"]);
  });

  test("a link that another version doesn't have any more moves nothing", async () => {
    await publish("guide", { body: BODY });
    await publish("guide", { body: "<p>Nothing more.</p>" });
    pass(5);
    const tag = await tagOf("/articles/guide");
    await publish("deal", DEAL);
    expect(await tagOf("/articles/guide")).toBe(tag);
    await act("guide", "correct", { note: "n", changes: { body: BODY } });
    expect(isLinked(await textOf("/articles/guide"))).toBe(true);
    await act("deal", "withhold", { reason: "Wait." });
    expect(isLinked(await textOf("/articles/guide"))).toBe(false);
    const stored = await env.DB.prepare("SELECT content FROM article WHERE id = 'guide'").first<{ content: string }>();
    expect(JSON.parse(stored?.content ?? "{}")).not.toHaveProperty("openLinks");
  });
});

/** Ways to write a story's URL, each in its own text. */
const WAYS: [name: string, html: string, closed: string][] = [
  ["in capitals", `<a href="${ORIGIN.toUpperCase()}/articles/deal">x</a>`, "x"],
  ["by another scheme", `<a href="${ORIGIN.replace("http:", "https:")}/articles/deal/">x</a>`, "x"],
  ["without one", `<a href="${ORIGIN.replace("http:", "")}/articles/deal?a=1&b=2#c">x</a>`, "x"],
  ["encoded", `<a href="${ORIGIN}/%61rticles/de%61l">x</a>`, "x"],
  ["with two slashes", `<a href="${ORIGIN}//articles//deal">x</a>`, "x"],
  ["behind a key", `<a href="${ORIGIN}/licensed/articles/deal">x</a>`, "x"],
  ["of the API", `<a href="${ORIGIN}/v1/articles/deal?format=ninjs">x</a>`, "x"],
  ["of the desk", `<a href="${ORIGIN}/desk/articles/deal/diff">x</a>`, "x"],
  ["to be shared", `<a href="https://social.example/?url=${encodeURIComponent(`${ORIGIN}/articles/deal`)}">x</a>`, "x"],
  ["kept by somebody", `<a href="https://archive.example/2026/${ORIGIN}/articles/deal">x</a>`, "x"],
  ["around more than words", '<a href="/articles/deal" title="t"><b>x</b> <i>y</i></a>', "<b>x</b> <i>y</i>"],
  ["in another language", '<a href="/articles/deal" lang="de">x</a>', '<span lang="de">x</span>'],
  ["as the words of the link", `<a href="/articles/deal">${ORIGIN}/articles/deal</a>`, "localhost:8787"],
  ["in the text", `See ${ORIGIN}/articles/deal?a=1.`, "See localhost:8787"],
  ["in a frame", `<iframe src="/articles/deal" title="x"></iframe>`, "x (localhost:8787)"],
];

test.each(WAYS)("an address %s is closed, and opens", async (_name, html, closed) => {
  const body = `<p>Before ${html} behind</p>`;
  const sent = await answer(await desk("PUT", "/articles/guide", article({ body })));
  expect(sent.warnings.filter(({ action }) => action === "closed")).toHaveLength(1);
  const read = async () => (await (await get("/v1/articles/guide")).json<{ body: string }>()).body;
  const first = await read();
  expect(first).toContain(closed);
  expect(first).not.toMatch(/de(?:a|%61)l/i);
  await publish("deal", DEAL);
  pass(5);
  expect(await read()).toMatch(/articles(?:\/+|%2F)deal/);
});

test.each([
  `<a href="https://www.elsewhere.example/articles/deal">x</a>`,
  `<a href="https://not-localhost:8787/articles/deal">x</a>`,
  `<a href="${ORIGIN}/feeds/section/asia.rss">x</a>`,
  `<a href="/articles/guide#a">x</a>`,
])("%s is no link to another story, and stays", async (html) => {
  const sent = await answer(await desk("PUT", "/articles/guide", article({ body: `<p>${html}</p>` })));
  expect(sent.warnings).toEqual([]);
  expect(await textOf("/v1/articles/guide")).toMatch(/<a href=\\"[^"]+\\">x<\/a>/);
});

test("the page where a story first ran is told of only while it is out, if it is another story of ours", async () => {
  const canonical = `${ORIGIN}/articles/deal`;
  const sent = await answer(await desk("PUT", "/articles/guide", article({ canonical })));
  expect(sent.warnings).toMatchObject([{ field: "canonical", action: "closed", address: canonical }]);
  for (const path of OUTPUTS) expect(await textOf(path)).not.toContain("articles/deal");
  await publish("deal", DEAL);
  expect(await textOf("/articles/guide")).toContain(`<link rel="canonical" href="${canonical}"`);
});

describe("who sends a story is told which of its links are closed", () => {
  const closed = (reason: string, message: string) => ({
    ...{ article: "guide", field: "body", action: "closed", element: "a", reason, line: 1, column: 10 },
    ...{ address: `${ORIGIN}/articles/deal`, text: "the deal" },
    message: `<a> “the deal” (${ORIGIN}/articles/deal) is closed; its text is kept: ${message}`,
  });
  const HIDDEN = closed("story not out", "the linked story isn't live; the link opens once it is");
  const UNKNOWN = closed("unknown story", "there's no story by that name; the link opens once one is live");
  const guide = article({ body: BODY });
  const told = async () => [
    (await answer(await desk("POST", "/check", { masthead: MASTHEAD, articles: [{ id: "guide", ...guide }] })))
      .warnings,
    (await answer(await desk("PUT", "/articles/guide", guide))).warnings,
  ];

  test("by a check, by a publish, and when the same is sent again", async () => {
    expect(await told()).toEqual([[UNKNOWN], [UNKNOWN]]);
    await publish("deal", { ...DEAL, embargo: later(30) });
    expect(await told()).toEqual([[HIDDEN], [HIDDEN]]);
    await publish("deal", DEAL);
    expect(await told()).toEqual([[], []]);
    await act("deal", "kill", { reason: "Wrong." });
    expect(await told()).toEqual([[HIDDEN], [HIDDEN]]);
  });

  test("with the names that stories get in the same batch", async () => {
    const OLD = { ...DEAL, published: "2026-04-01T00:00:00Z" };
    await publish("accord", OLD);
    const articles = [
      article({ ...OLD, id: "deal", was: ["accord"], body: '<p>See <a href="/articles/deal">this</a>.</p>' }),
      article({ id: "guide", body: BODY }),
    ];
    const checked = await answer(await desk("POST", "/check", { masthead: MASTHEAD, articles }));
    expect(checked.warnings).toEqual([]);
    expect((await answer(await desk("PUT", "/articles", { articles }))).warnings).toEqual([]);
  });

  test("as it will be once all that is sent is there", async () => {
    const set = (more: object) => ({
      masthead: MASTHEAD,
      articles: [{ id: "guide", ...guide }, article({ id: "deal", ...DEAL, ...more })],
    });
    expect((await answer(await desk("POST", "/check", set({})))).warnings).toEqual([]);
    expect((await answer(await desk("POST", "/check", set({ embargo: later(9) })))).warnings).toEqual([HIDDEN]);
    expect((await answer(await desk("POST", "/check", set({ status: "withheld" })))).warnings).toEqual([HIDDEN]);
  });

  test("by a correction, and on the desk's page as long as it is so; no version keeps it", async () => {
    await publish("guide");
    const { warnings } = await answer(
      await desk("POST", "/articles/guide/correct", { note: "n", changes: { body: BODY } }),
    );
    expect(warnings).toEqual([{ ...UNKNOWN, field: "changes.body" }]);
    const json = async () => (await desk("GET", "/articles/guide")).json<{ closedLinks: string[] }>();
    expect((await json()).closedLinks).toEqual(["deal"]);
    expect(await page("/desk/articles/guide")).toContain("are off until they are: deal.");
    expect((await answer(await desk("GET", "/articles/guide/versions/2"))).warnings).toEqual([]);
    await publish("deal", DEAL);
    expect((await json()).closedLinks).toEqual([]);
    expect(await page("/desk/articles/guide")).not.toContain("are off until they are");
  });

  test("of a licence's terms, in which no story is linked, because none of their texts ever changes", async () => {
    await publish("deal", DEAL);
    const text = `<p>As in <a href="/articles/deal">the deal</a>, ${ORIGIN}/articles/deal.</p>`;
    const licences = { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, text } };
    const { warnings } = await answer(await desk("PUT", "/masthead", { ...MASTHEAD, licences }));
    expect(warnings).toMatchObject([{ field: "licences.open.text", action: "unwrapped", reason: "story in terms" }]);
    const bare = { ...MASTHEAD.licences.open, text: `<p>As in ${ORIGIN}/articles/other.</p>` };
    const said = await answer(
      await desk("PUT", "/masthead", { ...MASTHEAD, licences: { ...licences, reserved: bare } }),
    );
    expect(said.warnings[1]).toMatchObject({ action: "replaced", element: "address", replacement: "localhost:8787" });
    expect(await textOf("/licences/open")).toContain("<p>As in the deal, localhost:8787.</p>");
  });
});

describe("a text from before links were counted", () => {
  const OLD = [
    `<p>First <a href="${ORIGIN}/articles/deal">the deal</a>, then <a href="${ORIGIN}/articles/deal#how">how</a>.</p>`,
  ];

  test("gives nothing away, and opens once the migration has counted them", async () => {
    await publish("guide");
    await storeBodyAsIs("guide", OLD);
    expect(isLinked(await textOf("/articles/guide"))).toBe(false);
    await publish("deal", DEAL);
    await storeBodyAsIs("guide", OLD);
    expect(isLinked(await textOf("/articles/guide"))).toBe(false);
    await fillAsMigrated("0009_story_links.sql");
    expect(isLinked(await textOf("/articles/guide"))).toBe(true);
    await act("deal", "withhold", { reason: "Wait." });
    expect(isLinked(await textOf("/articles/guide"))).toBe(false);
  });

  test("is counted with every id that it has, and no other", async () => {
    await publish("guide", { canonical: "https://other.example/articles/cc-by-4.0" });
    const texts = [
      "/articles/one.",
      "/articles/two-2#x",
      "/articles/",
      "articles/three",
      "/articles/guide",
      "/articles/Four",
    ];
    await storeBodyAsIs("guide", [...texts.map((each) => `<a href="${each}">${each}</a>`), { image: "a" }]);
    await fillAsMigrated("0009_story_links.sql");
    const { results } = await env.DB.prepare("SELECT target FROM story_link ORDER BY target").all<{ target: string }>();
    expect(results.map(({ target }) => target)).toEqual(["cc-by-4.0", "one", "two-2"]);
  });
});

describe("what it costs", () => {
  const stories = (count: number, body: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => article({ id: `story-${at}`, body: body(at) }));

  test("a feed of 50 stories that link to each other reads as many rows as one of 50 that don't", async () => {
    const rows = async () => {
      isolate.reset();
      return (await costOf(() => get("/feeds/latest.rss"))).rowsRead;
    };
    // Written twice, like those with links: a feed also looks for changed stories.
    for (const text of ["Text.", "Another."])
      await desk("PUT", "/articles", { articles: stories(50, () => `<p>${text}</p>`) });
    const plain = await rows();
    const linked = stories(50, (at) => `<p><a href="/articles/story-${(at + 1) % 50}">next</a></p>`);
    expect((await answer(await desk("PUT", "/articles", { articles: linked }))).warnings).toEqual([]);
    expect((await textOf("/feeds/latest.rss")).match(/>next<\/a>/g)).toHaveLength(50);
    expect(await rows()).toBe(plain);
  });

  test("a publish that does everything at once is one batch; links take two of them", async () => {
    const plain = await costOf(() => publish("deal", DEAL));
    const linking = await costOf(() => publish("scoop", { body: BODY }));
    expect(linking.batches).toEqual(plain.batches.map((count) => count + 2));
    const sha256 = await upload(png(10, 10, "photo"));
    const images = [{ sha256, alt: "a", credit: "c", owner: "o", licence: "open" }];
    const gone = { status: "canceled", reason: "Wrong." };
    await publish("killed", { body: BODY });
    await publish("killed", { body: BODY, ...gone });
    await publish("other", { body: BODY });
    const all = [
      article({ id: "deal", ...DEAL, ...gone }),
      article({ id: "killed", body: BODY, images }),
      article({ id: "guide", body: BODY }),
      article({ id: "others", was: ["other"], body: BODY }),
    ];
    const cost = await costOf(() => desk("PUT", "/articles", { articles: all }));
    expect(cost.batches).toHaveLength(1);
    expect(cost.batches[0]).toBe(BATCH.statements);
    for (const id of ["others", "killed", "guide"]) expect(isLinked(await textOf(`/articles/${id}`))).toBe(false);
  });
});
