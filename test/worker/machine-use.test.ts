import { beforeEach, expect, test } from "vitest";
import { everyUse, type MachineUse } from "../../src/model/licence/clauses/machine-use.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { publisherWithKey } from "../support/publisher.ts";
import {
  act,
  desk,
  fill,
  freshWire,
  get,
  MASTHEAD,
  publish,
  publishMasthead,
  request,
  TOKEN,
  upload,
} from "../support/wire.ts";

// The signals to machines at every address that has any: for one story, for several, and for the whole site.

const textOf = async (path: string): Promise<string> => (await get(path)).text();
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** Returns a license for anyone with this machine use. */
const open = (machineUse: Partial<MachineUse>, more: object = {}) => ({
  ...MASTHEAD.licences.open,
  eligibility: { who: "anyone" as const },
  machineUse,
  ...more,
});
const withLicences = (licences: Record<string, ReturnType<typeof open>>): MastheadInput => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, ...licences },
});

/** Returns an address's signals in its headers. */
async function said(path: string, headers: Record<string, string> = {}): Promise<Record<string, string | null>> {
  const response = await get(path, headers);
  await response.arrayBuffer();
  const of = (name: string) => response.headers.get(name);
  return {
    usage: of("Content-Usage"),
    tdm: of("tdm-reservation"),
    policy: of("tdm-policy"),
    robots: of("X-Robots-Tag"),
    rsl: /<([^>]*)>; rel="license"/.exec(of("Link") ?? "")?.[1] ?? null,
  };
}

const SILENT = { usage: null, tdm: null, policy: null, robots: null, rsl: null };

beforeEach(async () => {
  await freshWire();
});

test("a story's page, API answer, kit and picture say what its licence says, each in its own words", async () => {
  const sha256 = await upload(png(96, 96, "quay"));
  const images = [{ sha256, alt: "Quay", credit: "Ann", owner: "Test Foundation", licence: "open" }];
  await publishMasthead(
    withLicences({
      open: open({ search: "allow", aiInput: "deny", aiTrain: "deny" }, { grant: { republish: "allow" } }),
    }),
  );
  await publish("harbour", { images });
  pass(60);
  const ofStory = {
    usage: "search=y, train-ai=n",
    tdm: "1",
    policy: "http://localhost:8787/licences/open",
    robots: "bingbot: noarchive",
    rsl: "http://localhost:8787/articles/harbour/rsl.xml",
  };
  expect(await said("/articles/harbour")).toEqual(ofStory);
  expect(await said("/v1/articles/harbour")).toEqual(ofStory);
  expect(await said("/articles/harbour/republish")).toEqual({ ...ofStory, robots: "noindex, bingbot: noarchive" });
  expect(await said("/v1/articles/harbour/republish")).toEqual(ofStory);
  const ofFeed = { ...ofStory, policy: "http://localhost:8787/#licences", rsl: "http://localhost:8787/rsl.xml" };
  expect(await said("/feeds/latest.rss")).toEqual({ ...ofFeed, robots: "noindex" });
  for (const path of ["/", "/v1/articles", "/v1/changes"])
    expect(await said(path)).toEqual({ ...ofFeed, robots: null });
  expect(await said(`/images/${sha256}.png`)).toEqual({ ...ofFeed, rsl: null, robots: null });
  const page = await textOf("/articles/harbour");
  expect(page).toMatch(/<div class="text" dir="auto" data-nosnippet="">\s*<p>The harbour is open again/);
  expect(page).toMatch(/<p class="dek" dir="auto">The harbour reopened/);
  expect(page).not.toContain('name="robots"');
});

test("a story that search is denied is left out of it, by header and in the page; no crawler of search is kept from seeing that", async () => {
  await publishMasthead(withLicences({ open: open({ search: "deny" }) }));
  await publish("harbour");
  pass(60);
  expect(await said("/articles/harbour")).toEqual({ ...SILENT, usage: "search=n", robots: "noindex" });
  expect(await textOf("/articles/harbour")).toContain('<meta name="robots" content="noindex"/>');
  expect(await textOf("/articles/harbour")).not.toContain("data-nosnippet");
  const robots = await textOf("/robots.txt");
  expect(robots).toContain("User-agent: OAI-SearchBot");
  expect(robots).not.toMatch(/User-agent: (?:Googlebot|bingbot|GPTBot|ChatGPT-User)/i);
  expect((await get("/articles/harbour/rsl.xml")).status).toBe(404);
  expect((await get("/rsl.xml")).status).toBe(404);
});

test("silence stays silence: a story of which nothing is said, one that is excluded, and one whose licence ended", async () => {
  const ends = { effective: { to: "2026-06-02T00:00:00Z" } };
  await publishMasthead(
    withLicences({
      open: open({}),
      eligible: open({ ai: "deny", search: "deny" }),
      reserved: open({ ai: "deny" }, ends),
    }),
  );
  await publish("silent");
  await publish("excluded", { licence: "eligible", exclude: true });
  await publish("ended", { licence: "reserved" });
  pass(86_400);
  await cron();
  pass(60);
  for (const id of ["silent", "excluded", "ended"]) {
    expect(await said(`/articles/${id}`), id).toEqual(SILENT);
    expect(await said(`/v1/articles/${id}`), id).toEqual(SILENT);
    expect((await get(`/articles/${id}/rsl.xml`)).status).toBe(404);
    expect(await textOf(`/articles/${id}`)).not.toMatch(/data-nosnippet|name="robots"/);
  }
  expect(await said("/feeds/latest.rss")).toEqual({ ...SILENT, robots: "noindex" });
  expect(await textOf("/feeds/latest.rss")).not.toContain("<rsl:");
  expect((await textOf("/robots.txt")).replaceAll(/^#.*\n/gm, "")).toBe(
    "\nUser-agent: *\nAllow: /\n\nSitemap: http://localhost:8787/sitemap.xml\nSitemap: http://localhost:8787/news-sitemap.xml\n",
  );
  expect((await get("/rsl.xml")).status).toBe(404);
  expect(await textOf("/.well-known/tdmrep.json")).toBe("[]");
});

const ALL: Partial<MachineUse> = { search: "allow", ai: "allow" };

test.each<[string, object, string | null]>([
  ["no condition", {}, "search=y, train-ai=y"],
  ["no word on who may use it", { eligibility: {} }, "search=y, train-ai=y"],
  ["a condition of who may use it", { eligibility: { kinds: ["newspaper"] } }, "search=y"],
  ["eligible publishers only", { eligibility: { who: "publishers" } }, "search=y"],
  ["nobody's to copy", { eligibility: { who: "nobody" } }, "search=y"],
  ["some are never eligible", { eligibility: { who: "anyone", excluded: ["Campaigns"] } }, "search=y"],
  ["an end", { effective: { to: "2026-12-01T00:00:00Z" } }, null],
  ["a time after which copies go", { time: { removeAfterDays: 30 } }, null],
  ["countries", { grant: { territories: ["US"] } }, null],
])("with %s, no more is allowed to everybody than a signal can say", async (_, more, usage) => {
  await publishMasthead(withLicences({ open: open(ALL, more) }));
  await publish("harbour");
  pass(60);
  expect((await said("/articles/harbour")).usage).toBe(usage);
  const signals = /^Content-Signal: .*$/m.exec(await textOf("/robots.txt"))?.[0];
  expect(signals).toBe(
    { "search=y": "Content-Signal: search=yes" }[usage ?? ""] ??
      (usage === null ? undefined : "Content-Signal: search=yes, ai-input=yes, ai-train=yes"),
  );
  await publishMasthead(withLicences({ open: open({ ai: "deny", search: "deny" }, more) }));
  pass(60);
  expect((await said("/articles/harbour")).usage).toBe("search=n, train-ai=n");
});

test("who accepted the terms is told of them as they hold for publishers, and nobody else is", async () => {
  const { publicText } = MASTHEAD.licences.eligible;
  await publishMasthead(
    withLicences({ eligible: open(ALL, { publicText, eligibility: { who: "publishers", approval: "automatic" } }) }),
  );
  const { key } = await publisherWithKey();
  await publish("harbour", { licence: "eligible" });
  await publish("other", { licence: "open" });
  pass(60);
  expect((await said("/v1/articles/harbour")).usage).toBe("search=y");
  expect((await said("/v1/articles/harbour", bearer(key))).usage).toBe("search=y, train-ai=y");
  expect((await said("/v1/articles/other", bearer(key))).usage).toBe("search=y, train-ai=n");
});

test("a list says what is denied of anything in it, and allows only what all of it allows", async () => {
  await publishMasthead(
    withLicences({
      open: open({ search: "allow", aiTrain: "allow" }),
      eligible: open({ search: "allow" }),
      reserved: open({ aiTrain: "deny" }),
    }),
  );
  await publish("one");
  pass(60);
  expect((await said("/feeds/latest.rss")).usage).toBe("search=y, train-ai=y");
  await publish("two", { licence: "eligible" });
  pass(60);
  expect((await said("/feeds/latest.rss")).usage).toBe("search=y");
  await publish("three", { licence: "reserved" });
  pass(60);
  expect((await said("/feeds/latest.rss")).usage).toBe("train-ai=n");
});

test("under a licence that ends, a story with an end of its own is named as the others are", async () => {
  const ending = { ...open({ aiTrain: "deny" }), effective: { to: "2032-01-01T00:00:00Z" } };
  await publishMasthead(withLicences({ open: open({ search: "allow" }), eligible: ending }));
  await publish("plain");
  await publish("lasting", { licence: "eligible" });
  await publish("passing", { licence: "eligible", expires: "2026-06-03T00:00:00Z" });
  pass(60);
  for (const path of ["/robots.txt", "/.well-known/tdmrep.json"]) {
    const text = await textOf(path);
    expect([path, text.includes("/articles/lasting$"), text.includes("/articles/passing$")]).toEqual([
      path,
      true,
      true,
    ]);
    expect(text.match(/\/articles\/lasting\$/g)?.length).toBe(text.match(/\/articles\/passing\$/g)?.length);
  }
});

test("a mixed site names its stories by the address that they have, and follows each change", async () => {
  await publishMasthead(withLicences({ open: open({ search: "allow" }), eligible: open({ aiTrain: "deny" }) }));
  await publish("plain");
  await publish("denied", { licence: "eligible" });
  await publish("ending", { expires: "2026-06-03T00:00:00Z" });
  const hidden = { licence: "eligible", headline: "Secret" };
  await publish("embargoed", { ...hidden, embargo: "2026-12-24T00:00:00Z" });
  await publish("withheld", { ...hidden, status: "withheld" });
  pass(60);
  const lines = async (name: string) =>
    (await textOf("/robots.txt"))
      .split("\n")
      .flatMap((line) => (line.startsWith(`${name}: /articles`) ? [line.slice(name.length + 2)] : []));
  const closed = async () => (await lines("Disallow")).filter((line) => line.endsWith("$"));
  const licensed = async () => (await textOf("/rsl.xml")).match(/\/articles\/[^"]*/g);
  const mined = async () => (await textOf("/.well-known/tdmrep.json")).match(/\/articles\/[^"]*/g);
  expect(await lines("Disallow")).toEqual(["/articles/denied$", "/articles/denied?"]);
  expect(await lines("Content-Usage")).toContain("/articles/plain$ search=y");
  expect((await lines("Content-Usage")).join()).not.toContain("ending");
  expect(await licensed()).toEqual(["/articles/plain$"]);
  expect(await mined()).toEqual(["/articles/denied$", "/articles/denied?"]);
  await act("withheld", "restore", { reason: "Checked." });
  pass(60);
  expect(await closed()).toEqual(["/articles/withheld$", "/articles/denied$"]);
  await act("withheld", "kill", { reason: "Wrong." });
  await publish("refused", { licence: "eligible", was: ["denied"] });
  pass(60);
  expect(await closed()).toEqual(["/articles/refused$"]);
  await act("plain", "relicense", { licence: "eligible", reason: "Asked." });
  pass(60);
  expect((await closed()).toSorted()).toEqual(["/articles/plain$", "/articles/refused$"]);
  expect((await get("/rsl.xml")).status).toBe(404);
  pass(3 * 86_400);
  await cron();
  pass(60);
  expect(await lines("Disallow")).toEqual(["/articles/"]);
  expect(await textOf("/robots.txt")).toContain("Content-Signal: ai-train=no");
  expect(await textOf("/.well-known/tdmrep.json")).toContain('"location":"/","tdm-reservation":1');
});

test("a picture under other terms keeps the site from speaking for all, and closes no story", async () => {
  const sha256 = await upload(png(96, 96, "quay"));
  await publishMasthead(withLicences({ open: open(ALL), eligible: open({ aiInput: "allow", aiTrain: "deny" }) }));
  await publish("harbour");
  pass(60);
  expect(await textOf("/rsl.xml")).toContain('<content url="/">');
  await publish("harbour", {
    images: [{ sha256, alt: "Quay", credit: "Ann", owner: "Test Foundation", licence: "eligible" }],
  });
  pass(60);
  const robots = await textOf("/robots.txt");
  expect(robots).toContain("Content-Signal: ai-input=yes");
  expect(robots).not.toContain("Disallow");
  expect(robots).toContain("Content-Usage: /articles/harbour$ search=y, train-ai=y");
  expect(await textOf("/rsl.xml")).toContain('<content url="/articles/harbour$">');
});

test("a site whose stories agree reads as many rows for them, however many there are; a mixed one a row for each named", async () => {
  await publishMasthead(withLicences({ open: open({ aiTrain: "deny" }), eligible: open({ search: "allow" }) }));
  await fill("world", 60);
  pass(60);
  const rows = async () => (await costOf(() => textOf("/robots.txt"))).rowsRead;
  const agreed = await rows();
  await fill("asia", 60);
  pass(60);
  expect(await rows()).toBe(agreed);
  expect(agreed).toBeLessThanOrEqual(30);
  await publish("plain", { licence: "eligible" });
  pass(60);
  expect(await rows()).toBeLessThanOrEqual(agreed + 121 + 10);
});

test("the desk is warned where robots.txt has no room, and only there", async () => {
  const deskHome = async () =>
    (await request("/desk", { headers: { Authorization: `Basic ${btoa(`x:${TOKEN}`)}` } })).text();
  await publishMasthead(withLicences({ open: open({ aiTrain: "deny" }), eligible: open({}) }));
  await publish("harbour");
  await publish("plain", { licence: "eligible" });
  pass(60);
  expect(await deskHome()).not.toContain("have room to list");
  expect((await desk("GET", "/articles/harbour")).status).toBe(200);
});

test("what is said of every use of AI is said of each", () => {
  expect(everyUse({ search: "unset", aiInput: "unset", aiTrain: "unset", ai: "deny" })).toMatchObject({
    aiInput: "deny",
    aiTrain: "deny",
  });
});
