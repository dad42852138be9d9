import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { pageOf, short } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { application, applied, decided, getOwnPublisher, json, prove, publisherWithKey } from "../support/publisher.ts";
import {
  act,
  article,
  desk,
  freshWire,
  get,
  MASTHEAD,
  publish,
  publishMasthead,
  request,
  TOKEN,
  tagOf,
  upload,
} from "../support/wire.ts";

type Retired = NonNullable<MastheadInput["retired"]>;

const retire = (retired: Retired, masthead: MastheadInput = MASTHEAD): Promise<Response> =>
  desk("PUT", "/masthead", { ...masthead, retired });

const textOf = async (path: string): Promise<string> => (await get(path)).text();
const deskPage = async (path: string): Promise<string> =>
  (await request(`/desk${path}`, { headers: { Authorization: `Basic ${btoa(`x:${TOKEN}`)}` } })).text();

const ALL: Retired = { sections: ["asia"], topics: ["trade"], authors: ["ann"], licences: ["eligible"] };

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});
afterEach(() => vi.restoreAllMocks());

describe("what is retired", () => {
  test("is offered nowhere: not on pages, in lists of feeds, in forms, to machines", async () => {
    const strict = { ...MASTHEAD.licences.eligible, machineUse: { search: "deny", aiInput: "deny", aiTrain: "deny" } };
    const masthead = { ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible: strict } } as MastheadInput;
    await publishMasthead(masthead);
    await publish("harbour");
    await publish("market", { section: "world", topics: [], authors: ["bob"] });
    const shown = async () => ({
      home: await textOf("/"),
      feeds: await textOf("/feeds"),
      opml: await textOf("/feeds.opml"),
      story: await textOf("/articles/harbour"),
      licences: await textOf("/v1/licences"),
      robots: await textOf("/robots.txt"),
      rsl: await textOf("/rsl.xml"),
      apply: await textOf("/apply"),
      write: await deskPage("/write"),
      relicense: await deskPage("/articles/harbour"),
    });
    const before = await shown();
    pass(60);
    expect(await (await retire(ALL, masthead)).json()).toMatchObject({
      outcome: "updated",
      kept: [],
      retired: ["sections/asia", "topics/trade", "authors/ann", "licences/eligible"],
      back: [],
    });
    pass(60);
    const after = await shown();
    const goes = (where: keyof typeof before, text: string) => {
      expect(before[where], `${where} had ${text}`).toContain(text);
      expect(after[where], `${where} has no ${text}`).not.toContain(text);
    };
    for (const where of ["home", "feeds", "opml", "story"] as const) goes(where, "/feeds/section/asia.");
    for (const where of ["feeds", "opml", "story"] as const) goes(where, "/feeds/author/ann.");
    for (const where of ["feeds", "opml"] as const) goes(where, "/feeds/topic/trade.");
    for (const where of ["home", "licences", "apply", "write", "relicense"] as const) goes(where, "Licence summary");
    for (const name of ["Asia<", "Trade", "Ann Author"]) goes("write", name);
    // No story has this license, so it had no effect on the signals before, either.
    for (const where of ["robots", "rsl"] as const) {
      expect(before[where]).not.toMatch(/search=no|prohibits type="usage">search/);
      expect(after[where]).toBe(before[where]);
    }
    for (const where of ["home", "feeds", "opml"] as const) expect(after[where]).toContain("/feeds/section/world.");
  });

  test("goes on for the stories that have it, and for who subscribed: names, feeds, terms", async () => {
    await publish("harbour");
    await publish("ours", { licence: "eligible", section: "world" });
    await act("ours", "relicense", { licence: "open" });
    await retire(ALL);
    pass(60);
    const story = await textOf("/articles/harbour");
    for (const name of ["Asia", "Trade", "Ann Author"]) expect(story).toContain(name);
    expect(await (await get("/v1/articles/harbour")).json()).toMatchObject({
      section: { name: "Asia" },
      topics: [{ name: "Trade" }],
      authors: [{ name: "Ann Author" }],
    });
    for (const channel of ["section/asia", "topic/trade", "author/ann"])
      expect(await textOf(`/feeds/${channel}.rss`)).toContain("Harbour reopens");
    expect(await textOf("/licences/eligible")).toContain("This license is retired");
    expect(await (await get("/v1/licences/eligible")).json()).toMatchObject({ retired: true });
    expect(await (await get("/v1/licences/open")).json()).not.toHaveProperty("retired");
    for (const path of ["/licences/eligible/1", "/licences/eligible/1.jsonld", "/v1/licences/eligible/1"])
      expect((await get(path)).status).toBe(200);
    expect(await publish("harbour", { headline: "Harbour opens" })).toMatchObject({ version: 2, outcome: "updated" });
    await act("harbour", "correct", { kind: "correction", note: "A word.", changes: { topics: [] } });
  });

  test("has a feed as long as something is in it, a notice too", async () => {
    await publish("harbour");
    expect((await get("/feeds/section/world.rss")).status).toBe(200);
    await retire({ sections: ["asia", "world"], authors: ["ann"] });
    pass(60);
    expect((await get("/feeds/section/world.rss")).status).toBe(404);
    await act("harbour", "kill", { reason: "It was wrong." });
    pass(60);
    expect(await textOf("/feeds/section/asia.atom")).toContain("It was wrong.");
    pass(31 * 24 * 3600);
    await cron();
    pass(60);
    expect((await get("/feeds/section/asia.atom")).status).toBe(404);
    expect(await textOf("/withdrawn.json")).toContain("It was wrong.");
  });

  test("stays so while it isn't sent, comes back when it is, and the same again writes nothing", async () => {
    await retire(ALL);
    pass(60);
    const tag = await tagOf("/feeds");
    const { asia: _, ...sections } = MASTHEAD.publication.sections;
    const without = { ...MASTHEAD, publication: { ...MASTHEAD.publication, sections } };
    const rest = { topics: ["trade"], authors: ["ann"], licences: ["eligible"] };
    const unsent = await retire(rest, without);
    expect(await unsent.json()).toMatchObject({ outcome: "unchanged", kept: [], retired: [], back: [] });
    expect(await tagOf("/feeds")).toBe(tag);
    expect(await (await retire(rest)).json()).toMatchObject({ outcome: "updated", back: ["sections/asia"] });
    await publish("harbour", { topics: [], authors: [] });
    pass(60);
    expect(await textOf("/feeds")).toContain("/feeds/section/asia.");
  });
});

describe("nothing new can have it", () => {
  test.each([
    [{}, "section", "another section (world); or this one, once it’s no longer marked `retired`"],
    [{ section: "world", topics: ["trade"] }, "topics[0]", "another topic (hidden)"],
    [{ section: "world", topics: [], authors: ["bob", "ann"] }, "authors[1]", "another author (bob, ghost)"],
    [{ section: "world", topics: [], authors: [], licence: "eligible" }, "licence", "another license (open, reserved)"],
  ])("a new story %j, nor an old one that hadn't", async (overrides, field, allowed) => {
    await publish("old", { section: "world", topics: [], authors: [] });
    await retire(ALL);
    const refusals = [
      await desk("PUT", "/articles/new", article(overrides)),
      await desk("PUT", "/articles/old", article(overrides)),
      await desk("POST", "/check", {
        masthead: { ...MASTHEAD, retired: ALL },
        articles: [{ id: "new", ...article(overrides) }],
      }),
    ];
    for (const refused of refusals) {
      const { errors } = await expectProblem(refused, 422, "invalid");
      expect(errors).toContainEqual(
        expect.objectContaining({
          field,
          problem: expect.stringMatching(/^is a retired (section|topic|author|license)$/),
          allowed: expect.stringContaining(allowed),
        }),
      );
    }
    expect((await get("/articles/new")).status).toBe(404);
  });

  test("a correction, another licence, or the desk's form", async () => {
    await publish("old", { section: "world", topics: [], authors: [] });
    await retire(ALL);
    const corrected = { kind: "correction", note: "N.", changes: { section: "asia" } };
    const refused = await expectProblem(await desk("POST", "/articles/old/correct", corrected), 422, "invalid");
    expect(refused.errors).toMatchObject([{ field: "changes.section", problem: "is a retired section" }]);
    const relicensed = await desk("POST", "/articles/old/relicense", { licence: "eligible" });
    expect((await expectProblem(relicensed, 422, "invalid")).errors).toMatchObject([{ field: "licence" }]);
  });

  test("a waiting story keeps it in the desk's form", async () => {
    await publish("waiting", { embargo: "2027-01-01T00:00:00Z" });
    await retire({ sections: ["asia"], authors: ["ann", "ghost"] });
    const form = await deskPage("/write?article=waiting");
    expect(form).toContain(">Asia<");
    expect(form).toContain("Ann Author");
    expect(form).not.toContain("Ghost Writer");
  });

  test("what was withheld doesn't come back under a retired licence, but does under another", async () => {
    await publish("harbour", { licence: "eligible" });
    await act("harbour", "withhold", { reason: "R." });
    expect((await retire({ licences: ["eligible"] })).status).toBe(200);
    const refused = await expectProblem(
      await desk("POST", "/articles/harbour/restore", { reason: "R." }),
      422,
      "invalid",
    );
    expect(refused.errors).toMatchObject([{ field: "licence", problem: "is a retired license" }]);
    await act("harbour", "relicense", { licence: "open" });
    await act("harbour", "restore", { reason: "R." });
    pass(60);
    expect((await get("/articles/harbour")).status).toBe(200);
  });

  test("a publisher: it can't apply for it, be approved for it, or accept it", async () => {
    const { id, token } = await applied();
    await prove(token);
    await decided(id, "approve");
    const [wanted] = (await getOwnPublisher(token)).licences;
    await retire({ licences: ["eligible"] });
    const [now] = (await getOwnPublisher(token)).licences;
    expect(now).toMatchObject({ approved: false, result: "not-eligible", reasons: [{ code: "retired" }] });
    const accepted = await request(
      `/v1/applications/${token}/agreements`,
      json({ licence: "eligible", version: wanted?.version, hash: wanted?.hash }),
    );
    expect((await expectProblem(accepted, 409, "conflict")).detail).toContain("is no longer offered");
    const page = await textOf(`/applications/${token}`);
    expect(page).toContain("This license is retired");
    expect(page).not.toContain("Accept this text");
    const late = await expectProblem(await request("/v1/applications", json(application())), 422, "invalid");
    expect(late.errors).toMatchObject([
      { field: "licences[0]", problem: "is a retired license", allowed: "open, reserved" },
    ]);
    const other = await applied({ licences: ["eligible", "open"] }).catch(() => undefined);
    expect(other).toBeUndefined();
  });
});

describe("a licence isn't retired, and the answer says for which", () => {
  const image = (sha256: string) => ({ sha256, alt: "A", credit: "C", owner: "O", licence: "eligible" });

  test.each<[string, () => Promise<unknown>, string | undefined]>([
    ["a story that is out", () => publish("harbour", { licence: "eligible" }), "while an article uses it: harbour"],
    [
      "one that waits",
      () => publish("later", { licence: "eligible", embargo: "2027-01-01T00:00:00Z" }),
      "while an article uses it: later",
    ],
    [
      "an image of one",
      async () => publish("seen", { images: [image(await upload(png(10, 10, "retired")))] }),
      "while an article uses it: seen",
    ],
    [
      "five stories",
      async () => {
        for (const id of ["a", "b", "c", "d", "e"]) await publish(id, { licence: "eligible" });
      },
      "while 5 articles use it: a, b, c and 2 more",
    ],
    ["an agreement", () => publisherWithKey(), "while publishers have agreements on it: The Daily Paper"],
    ["a story that is withheld", () => publish("hidden", { licence: "eligible", status: "withheld" }), undefined],
    [
      "one that was killed",
      async () => {
        await publish("harbour", { licence: "eligible" });
        await act("harbour", "kill", { reason: "R." });
      },
      undefined,
    ],
    [
      "one whose time is over",
      async () => {
        await publish("brief", { licence: "eligible", expires: "2026-06-01T13:00:00Z" });
        pass(7200);
      },
      undefined,
    ],
  ])("%s", async (_, prepare, problem) => {
    await prepare();
    const answer = await retire({ licences: ["reserved", "eligible"] });
    if (problem === undefined) return expect(answer.status).toBe(200);
    const { errors } = await expectProblem(answer, 422, "invalid");
    expect(errors).toEqual([
      {
        field: "retired.licences[1]",
        value: '"eligible"',
        problem: `can't be retired ${problem}`,
        allowed: expect.any(String),
      },
    ]);
    expect(await textOf("/v1/licences")).toContain("Licence link");
  });

  test("the publication's, a section's, and what isn't there", async () => {
    const sectionLicences = { asia: "eligible", world: "reserved" };
    const masthead = { ...MASTHEAD, publication: { ...MASTHEAD.publication, sectionLicences } };
    const retired = { licences: ["open", "eligible", "reserved", "gone"], sections: ["world"] };
    const { errors } = await expectProblem(await retire(retired, masthead), 422, "invalid");
    expect(errors).toMatchObject([
      { field: "publication.licence", value: '"open"', problem: "is a retired license" },
      { field: "publication.sectionLicences.asia", value: '"eligible"' },
      { field: "retired.licences[3]", problem: "is not a known license", allowed: "eligible, open, reserved" },
    ]);
  });

  test("once its agreements are over, it is", async () => {
    await publisherWithKey();
    await env.DB.prepare("UPDATE agreement SET expires = '2026-06-01T13:00:00Z'").run();
    expect((await retire({ licences: ["eligible"] })).status).toBe(422);
    pass(7200);
    expect((await retire({ licences: ["eligible"] })).status).toBe(200);
  });

  test("a check looks at the stories that it is told of, else at every other one; it writes nothing", async () => {
    await publish("harbour", { licence: "eligible" });
    await publish("market", { licence: "eligible" });
    const check = (articles: unknown[], others?: string[]) =>
      desk("POST", "/check", { masthead: { ...MASTHEAD, retired: { licences: ["eligible"] } }, articles, others });
    const moved = { id: "harbour", ...article({ licence: "open" }) };
    const told = async (response: Response) => (await expectProblem(response, 422, "invalid")).errors;
    expect(await told(await check([moved]))).toMatchObject([{ problem: expect.stringContaining("it: market") }]);
    expect(await told(await check([moved], ["market"]))).toMatchObject([{ field: "retired.licences[0]" }]);
    expect(await told(await check([{ id: "harbour", ...article({ licence: "eligible" }) }], []))).toMatchObject([
      { problem: expect.stringContaining("it: harbour") },
    ]);
    expect(await (await check([moved], [])).json()).toMatchObject({ retired: ["licences/eligible"], kept: [] });
    expect(await textOf("/v1/licences")).toContain("Licence summary");
  });
});

describe("a sample set", () => {
  test("leaves everything, without a tombstone; who follows the changes is told its ids alone", async () => {
    const sample = { sample: true, licence: "eligible", body: "<p>Sample words.</p>", headline: "Sample headline" };
    await publish("one", sample);
    await publish("two", { ...sample, embargo: "2027-01-01T00:00:00Z" });
    await publish("ours", { section: "world", topics: [], authors: ["bob"] });
    const { articles } = await (await desk("GET", "/articles")).json<{ articles: { id: string; sample: boolean }[] }>();
    expect(articles.map(({ id, sample: is }) => [id, is])).toEqual([
      ["one", true],
      ["ours", false],
      ["two", true],
    ]);
    const output = await textOf("/v1/articles/one");
    expect(output).not.toContain('"sample"');
    pass(60);
    const { next } = await pageOf();
    for (const id of ["one", "two"]) await act(id, "withhold", { reason: "Sample retired." });
    expect((await retire(ALL)).status).toBe(200);
    pass(60);
    const told = await pageOf(next);
    expect(short({ changes: told.changes.filter(({ type }) => type === "removed") })).toEqual(["removed withheld one"]);
    expect(JSON.stringify(told)).not.toContain("Sample");
    expect(JSON.stringify(told)).not.toContain("two");
    for (const path of [
      "/",
      "/feeds",
      "/feeds.opml",
      "/apply",
      "/v1/articles",
      "/v1/licences",
      "/rsl.xml",
      "/robots.txt",
    ])
      expect(await textOf(path)).not.toMatch(/Sample|Asia|Trade|Ann Author|Licence summary|section\/asia|author\/ann/);
    for (const format of ["rss", "atom", "json"]) {
      const feed = await textOf(`/feeds/latest.${format}`);
      expect(feed).toContain("/articles/ours");
      expect(feed).not.toMatch(/Sample|articles\/one|articles\/two|deleted-entry|canceled/);
      for (const channel of ["section/asia", "author/ann", "topic/trade", "licence/eligible"])
        expect((await get(`/feeds/${channel}.${format}`)).status).toBe(404);
    }
    expect(await (await get("/withdrawn.json")).json()).toMatchObject({ items: [] });
    expect(await textOf("/withdrawn.atom")).not.toContain("deleted-entry");
    expect((await get("/articles/one")).status).toBe(404);
    const { log } = await (await desk("GET", "/articles/one")).json<{ log: unknown[] }>();
    expect(log).toMatchObject([{ action: "withhold", reason: "Sample retired." }]);
  });

  test("that is sent again stays withheld, and its names come back with it", async () => {
    await publish("one", { sample: true });
    await act("one", "withhold", { reason: "Sample retired." });
    await retire({ sections: ["asia"] });
    await publishMasthead();
    expect(await publish("one", { sample: true })).toMatchObject({ outcome: "unchanged", status: "withheld" });
    expect((await get("/articles/one")).status).toBe(404);
  });

  test("is true or nothing", async () => {
    const { errors } = await expectProblem(
      await desk("PUT", "/articles/x", article({ sample: false })),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "sample", allowed: "true" }]);
  });
});
