import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/model/canonical-json.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import { desk, fill, freshWire, get, MASTHEAD, publish, publishMasthead, tagOf } from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});

type OpenLicence = Partial<MastheadInput["licences"][string]>;

/** Returns the masthead with another text of the license `open`. */
const withOpen = (changes: OpenLicence): MastheadInput => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, ...changes } },
});

const textOf = async (path: string): Promise<string> => (await get(path)).text();

/** Every address that states the rights of an article and its license. */
const VOCABULARIES = [
  "/feeds/latest.rss",
  "/feeds/latest.atom",
  "/feeds/latest.json",
  "/articles/harbour",
  "/v1/articles/harbour",
  "/v1/articles/harbour?format=ninjs",
  "/articles/harbour/rsl.xml",
  "/licences/open",
  "/v1/licences/open",
  "/v1/licences",
  "/rsl.xml",
  "/robots.txt",
  "/.well-known/tdmrep.json",
];

type LicenceAnswer = {
  version: number;
  hash: string;
  since: string;
  offer: string;
  document: unknown;
  clauses: unknown;
};
const licenceJson = async (path: string): Promise<LicenceAnswer> => (await get(path)).json<LicenceAnswer>();

const logOf = async (kind: string) =>
  (await env.DB.prepare("SELECT article FROM change WHERE kind = ?1 ORDER BY number").bind(kind).all()).results.map(
    ({ article }) => article,
  );

describe("a changed clause", () => {
  beforeEach(async () => {
    for (const [id, each] of Object.entries(MASTHEAD.licences)) expect(each.machineUse.aiTrain, id).toBe("deny");
    await publish("harbour");
    await publish("second");
    await publish("other", { licence: "eligible" });
    pass(60);
  });

  test("changes every vocabulary, and bumps the version", async () => {
    const before = await Promise.all(VOCABULARIES.map(textOf));
    pass(60);
    const search = { ...MASTHEAD.licences.open.machineUse, search: "deny" } as const;
    await publishMasthead({
      ...MASTHEAD,
      licences: Object.fromEntries(
        Object.entries(MASTHEAD.licences).map(([id, licence]) => [
          id,
          id === "open"
            ? { ...licence, machineUse: search }
            : { ...licence, machineUse: { ai: "allow", search: "allow" } },
        ]),
      ),
    });
    pass(60);
    const after = await Promise.all(VOCABULARIES.map(textOf));
    expect(VOCABULARIES.filter((_, at) => before[at] === after[at])).toEqual([]);
    expect((await licenceJson("/v1/licences/open")).version).toBe(2);
  });

  test("writes the rows of all its articles in one statement of one batch", async () => {
    await fill("world", 60);
    const few = await costOf(() => publishMasthead(withOpen({ grant: { translate: "allow" } })));
    expect(few.batches).toHaveLength(1);
    expect(few.batches[0]).toBeLessThanOrEqual(14);
    const rows = await logOf("relicensed");
    expect(rows).toHaveLength(62);
    expect(rows).not.toContain("other");
  });

  test("leaves the old version's addresses answering with the old text, byte for byte", async () => {
    const [json, page, offer] = await Promise.all(
      ["/v1/licences/open", "/licences/open", "/licences/open/1.jsonld"].map(textOf),
    );
    const tag = await tagOf("/licences/open/1.jsonld");
    pass(60);
    await publishMasthead(
      withOpen({
        text: "<p>Be kind.</p>",
        publicText: "summary",
        corrections: { takeDown: "must", takeDownWithinHours: 2 },
      }),
    );
    pass(3600);
    await publishMasthead({
      ...withOpen({ text: "<p>Be kind.</p>", publicText: "summary" }),
      publication: { ...MASTHEAD.publication, name: "Renamed" },
    });
    pass(60);
    expect(page).toContain("Be fair.");
    expect(await textOf("/licences/open/1")).toContain("Be fair.");
    expect(await textOf("/licences/open")).toContain("Be kind.");
    expect(await textOf("/licences/open/1.jsonld")).toBe(offer);
    expect(await tagOf("/licences/open/1.jsonld")).toBe(tag);
    const old = await licenceJson("/v1/licences/open/1");
    expect(old).toEqual(JSON.parse(json ?? ""));
    expect((await licenceJson("/v1/licences/open/2")).clauses).not.toEqual(old.clauses);
    expect((await get("/licences/open/1.jsonld")).headers.get("Cache-Control")).toBe(
      "public, max-age=31536000, immutable",
    );
    expect((await get("/licences/open/1.jsonld", { "If-None-Match": tag })).status).toBe(304);
  });

  test("has a hash that anybody can work out from what is published", async () => {
    const { hash, document } = await licenceJson("/v1/licences/open");
    expect(await sha256Hex(canonicalJson(document))).toBe(hash);
    await publishMasthead(withOpen({ contact: "other@example.org" }));
    pass(60);
    const next = await licenceJson("/v1/licences/open");
    expect(next.hash).not.toBe(hash);
    expect(await sha256Hex(canonicalJson(next.document))).toBe(next.hash);
    expect(await textOf("/licences/open")).toContain(`SHA-256 ${next.hash}`);
    expect(await textOf("/licences/open/2.jsonld")).toContain(next.hash);
  });

  test("said another way, the same clauses are no new version", async () => {
    await publishMasthead(
      withOpen({
        grant: {},
        integrity: {},
        machineUse: { aiTrain: "deny", aiInput: "deny", search: "allow", ai: "unset" },
      }),
    );
    expect((await licenceJson("/v1/licences/open")).version).toBe(1);
    expect(await logOf("relicensed")).toEqual([]);
  });

  test("the terms page lists its versions with their dates", async () => {
    pass(86_400 * 40);
    await publishMasthead(withOpen({ publicText: "summary" }));
    pass(60);
    const page = await textOf("/licences/open");
    expect(page).toMatch(/Version 2<\/a>, from <time datetime="2026-07-11T08:02:00-04:00">July 11, 2026<\/time>/);
    expect(page).toMatch(/Version 1<\/a>, from <time [^>]+>June 1, 2026<\/time> to <time [^>]+>July 11, 2026<\/time>/);
    expect(await textOf("/licences/open/1")).toContain(
      '<a href="http://localhost:8787/licences/open">Version 2</a> is in force.',
    );
  });

  test.each(["0", "01", "1.json", "3", "3.jsonld", "99999999999", "-1", "1.0"])(
    "/licences/open/%s isn't there",
    async (file) => {
      await expectProblem(await get(`/licences/open/${file}`), 404, "not-found");
    },
  );
});

describe("a text that is announced", () => {
  const LATER = "2026-07-01T00:00:00Z";
  const coming = withOpen({ publicText: "link", effective: { from: LATER } });

  test("comes in force at its time, and until then the old one holds", async () => {
    await publish("harbour", { body: "<p>Full body.</p>" });
    await publishMasthead(coming);
    await cron();
    pass(60);
    expect(await textOf("/feeds/latest.json")).toContain("Full body.");
    expect((await licenceJson("/v1/licences/open")).version).toBe(1);
    expect(await textOf("/licences/open")).toContain(`read version 2`);
    expect((await get("/licences/open/2")).status).toBe(200);
    expect(await logOf("relicensed")).toEqual([]);
    pass(86_400 * 30);
    const cost = await costOf(cron);
    expect(cost.batches).toHaveLength(1);
    pass(60);
    expect(await textOf("/feeds/latest.json")).not.toContain("Full body.");
    expect(await licenceJson("/v1/licences/open")).toMatchObject({ version: 2, since: LATER });
    expect(await logOf("relicensed")).toEqual(["harbour"]);
    // The next run indexes the stories again, because everybody may now read them.
    await cron();
    expect((await costOf(cron)).batches).toEqual([]);
  });

  test("sent again is no third text; another one takes its place", async () => {
    await publishMasthead(coming);
    await publishMasthead(coming);
    expect((await get("/licences/open/3")).status).toBe(404);
    pass(60);
    await publishMasthead();
    pass(86_400 * 40);
    await cron();
    pass(60);
    expect(await licenceJson("/v1/licences/open")).toMatchObject({ version: 3 });
    expect(await textOf("/licences/open")).toMatch(/Version 2<\/a>, announced but never in force/);
  });

  test("can't be the first one", async () => {
    const fresh = { ...MASTHEAD.licences.open, effective: { from: LATER } };
    const { errors } = await expectProblem(
      await desk("PUT", "/masthead", { ...MASTHEAD, licences: { ...MASTHEAD.licences, fresh } }),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "licences.fresh.effective.from" }]);
  });
});

test("a licence that ends grants nothing from then on", async () => {
  await publish("harbour", { body: "<p>Full body.</p>" });
  await publishMasthead(
    withOpen({ machineUse: { ai: "allow", search: "allow" }, effective: { to: "2026-06-02T00:00:00Z" } }),
  );
  pass(60);
  expect(await textOf("/v1/articles/harbour")).toContain("Full body.");
  expect(await textOf("/v1/articles/harbour")).toContain('"expires":"2026-06-02T00:00:00Z"');
  pass(86_400);
  await cron();
  pass(60);
  const json = await (await get("/v1/articles/harbour")).json();
  expect(json).toMatchObject({ metadata: { shows: "link", machineUse: { aiTrain: "unset", search: "unset" } } });
  expect(JSON.stringify(json)).not.toContain("Full body.");
  for (const page of ["/licences/open", "/licences/open/2"]) {
    expect(await textOf(page)).toContain("This license has ended");
    expect((await textOf(page)).replace(/<[^>]+>/g, "")).toContain("It ended on June 1, 2026");
    expect(await textOf(page)).not.toMatch(/You may|<h2>You must|Open a story|Apply to republish/);
  }
  expect(await textOf("/licences/open")).not.toContain("is in force");
  // It is no longer offered, but can still be read.
  expect(await textOf("/v1/licences")).not.toContain("/licences/open");
  for (const page of ["/", "/apply"]) expect(await textOf(page)).not.toContain(MASTHEAD.licences.open.name);
  expect((await get("/v1/licences/open")).status).toBe(200);
  expect(await logOf("relicensed")).toEqual(["harbour", "harbour"]);
});

describe("an article that narrows its licence", () => {
  test("expires to the minute, from everywhere, and the log says so", async () => {
    await publish("harbour", { expires: "2026-06-01T12:30:00Z", headline: "Fleeting" });
    pass(60);
    expect(await textOf("/feeds/latest.rss")).toContain("end=2026-06-01T12:30:00Z;");
    await cron();
    expect((await get("/articles/harbour")).status).toBe(200);
    pass(1800);
    const cost = await costOf(cron);
    expect(cost.batches).toHaveLength(1);
    pass(60);
    for (const path of ["/articles/harbour", "/v1/articles/harbour", "/articles/harbour/offer.jsonld"])
      await expectProblem(await get(path), 404, "not-found");
    for (const path of ["/", "/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/v1/articles"])
      expect(await textOf(path)).not.toContain("Fleeting");
    expect(await logOf("expired")).toEqual(["harbour"]);
    expect((await costOf(cron)).batches).toEqual([]);
    await publish("harbour", { expires: "2026-06-03T12:30:00Z", headline: "Fleeting" });
    pass(60);
    expect(await textOf("/feeds/latest.rss")).toContain("Fleeting");
    expect(await logOf("restored")).toEqual(["harbour"]);
  });

  test("published after its own time, is never shown", async () => {
    await publish("late", { published: "2026-01-01T00:00:00Z", expires: "2026-02-01T00:00:00Z", headline: "Late" });
    await cron();
    pass(60);
    await expectProblem(await get("/articles/late"), 404, "not-found");
    expect(await textOf("/feeds/latest.rss")).not.toContain("Late");
    expect(await logOf("released")).toEqual([]);
  });

  test("killed, keeps its notice beyond its time", async () => {
    await publish("harbour", { expires: "2026-06-01T12:30:00Z" });
    await publish("harbour", { expires: "2026-06-01T12:30:00Z", status: "canceled", reason: "Wrong." });
    pass(3600);
    await cron();
    pass(60);
    await expectProblem(await get("/articles/harbour"), 410, "gone");
    expect(await logOf("expired")).toEqual([]);
  });

  test("excluded, is a headline and a link, names no licence, and is in no licence's channel", async () => {
    await publish("harbour", {
      exclude: true,
      body: "<p>Their body.</p>",
      summary: "Their summary.",
      holder: "Partner",
    });
    pass(60);
    const answers = await Promise.all(
      [
        "/feeds/latest.rss",
        "/feeds/latest.atom",
        "/feeds/latest.json",
        "/articles/harbour",
        "/v1/articles/harbour?format=ninjs",
      ].map(textOf),
    );
    for (const answer of answers) {
      expect(answer).not.toMatch(/Their (body|summary)/);
      expect(answer).not.toContain("/licences/open/");
      expect(answer).not.toContain("Statement of full.");
    }
    expect(answers[1]?.match(/rel="license"[^>]*/g)).toEqual([
      expect.stringContaining("http://purl.org/atompub/license#unspecified"),
    ]);
    for (const answer of answers) expect(answer).not.toContain("/ns#excluded");
    expect(await textOf("/feeds/licence/open.rss")).not.toContain("Harbour");
    expect((await get("/feeds/excluded/open.rss")).status).toBe(404);
    expect((await get("/v1/articles?channel=excluded/open")).status).toBe(422);
  });

  test("excluded, is spoken of nowhere for the whole site, and lets the others speak for all again once it is gone", async () => {
    await publish("second");
    await publishMasthead(withOpen({ eligibility: { who: "anyone" }, machineUse: { ai: "allow", search: "allow" } }));
    pass(60);
    const open = await textOf("/robots.txt");
    expect(open).toContain("Content-Signal: search=yes, ai-input=yes, ai-train=yes");
    await publish("harbour", { exclude: true });
    pass(60);
    expect(await textOf("/robots.txt")).not.toMatch(/Content-Signal|Disallow|articles.harbour/);
    expect(await textOf("/robots.txt")).toContain("Content-Usage: /articles/second$ search=y, train-ai=y");
    expect(await textOf("/.well-known/tdmrep.json")).toBe("[]");
    expect(await textOf("/rsl.xml")).toContain(
      '<content url="/articles/second$"><license><permits type="usage">search ai-all</permits><payment type="attribution">',
    );
    expect(await textOf("/rsl.xml")).not.toMatch(/url="\/"|harbour/);
    await publish("harbour", { exclude: true, status: "withheld" });
    pass(60);
    expect(await textOf("/robots.txt")).toBe(open);
  });

  test("hidden, moves nothing that holds for the whole site", async () => {
    const tags = await Promise.all(["/robots.txt", "/rsl.xml", "/.well-known/tdmrep.json"].map(tagOf));
    await publish("secret", { exclude: true, embargo: "2026-12-24T00:00:00Z" });
    pass(60);
    expect(await Promise.all(["/robots.txt", "/rsl.xml", "/.well-known/tdmrep.json"].map(tagOf))).toEqual(tags);
  });

  test("has an offer of its own; one that doesn't, has none", async () => {
    await publish("plain");
    await publish("harbour", { translate: "deny" });
    pass(60);
    await expectProblem(await get("/articles/plain/offer.jsonld"), 404, "not-found");
    const offer = await get("/articles/harbour/offer.jsonld");
    expect(offer.headers.get("Content-Type")).toBe("application/ld+json; charset=utf-8");
    expect(await offer.text()).toContain('{"action":["translate"]}');
    expect(await textOf("/v1/articles/harbour")).toContain(
      '"policy":"http://localhost:8787/articles/harbour/offer.jsonld"',
    );
    expect(await textOf("/v1/articles/plain")).toContain('"policy":"http://localhost:8787/licences/open/1.jsonld"');
  });

  test("says it in the log as a new licence, not as a correction", async () => {
    await publish("harbour");
    await publish("harbour", { translate: "deny" });
    expect(await logOf("relicensed")).toEqual(["harbour"]);
  });

  test.each([
    [{ exclude: false }, "exclude"],
    [{ translate: "allow" }, "translate"],
    [{ expires: "2026-04-01T00:00:00Z" }, "expires"],
    [{ expires: "tomorrow" }, "expires"],
  ])("can't widen it: %j", async (overrides, field) => {
    const { body, ...rest } = {
      headline: "H",
      summary: "S",
      section: "asia",
      published: "2026-05-01T00:00:00Z",
      body: "<p>x</p>",
    };
    const { errors } = await expectProblem(
      await desk("PUT", "/articles/x", { ...rest, body, ...overrides }),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field, allowed: expect.any(String) }]);
  });
});

describe("precedence", () => {
  const sections = { ...MASTHEAD, publication: { ...MASTHEAD.publication, sectionLicences: { world: "reserved" } } };
  const licenceOf = async (id: string) =>
    (await (await get(`/v1/articles/${id}`)).json<{ metadata: { licence: { id: string } } }>()).metadata.licence.id;

  test("the story's own licence comes before its section's, and that before the publication's", async () => {
    await publishMasthead(sections);
    await publish("own", { section: "world", licence: "eligible" });
    await publish("sections", { section: "world" });
    await publish("publications", { section: "asia" });
    pass(60);
    expect(await Promise.all(["own", "sections", "publications"].map(licenceOf))).toEqual([
      "eligible",
      "reserved",
      "open",
    ]);
  });

  test("leads to a section and a licence that there are", async () => {
    const wrong = {
      ...MASTHEAD,
      publication: { ...MASTHEAD.publication, sectionLicences: { moon: "open", world: "none" } },
    };
    const { errors } = await expectProblem(await desk("PUT", "/masthead", wrong), 422, "invalid");
    expect(errors?.map(({ field }) => field)).toEqual([
      "publication.sectionLicences.moon",
      "publication.sectionLicences.world",
    ]);
  });
});
