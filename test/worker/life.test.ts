import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { factsOf } from "../support/facts.ts";
import { expectProblem } from "../support/problem.ts";
import { act, article, desk, get, harbourWire, MASTHEAD, ORIGIN, publish, publishMasthead } from "../support/wire.ts";

beforeEach(harbourWire);

const FORMATS = ["rss", "atom", "json"] as const;
const textOf = async (format: (typeof FORMATS)[number]) => (await get(`/feeds/latest.${format}`)).text();
const json = async (path: string) => (await get(path)).json<Record<string, unknown>>();
const log = async () =>
  (
    await env.DB.prepare(
      "SELECT kind, article, version, by FROM change WHERE article IS NOT NULL ORDER BY number",
    ).all()
  ).results.map(({ kind, version }) => `${kind} ${version}`);

describe("what the desk does with an article", () => {
  test("each action is one batch with its change, its version and its line in the log of decisions", async () => {
    const actions = [
      ["correct", { note: "The pier was wrong.", changes: { headline: "Harbour half open" } }],
      ["fix", { changes: { headline: "Harbour half-open" }, reason: "Hyphen." }],
      ["relicense", { licence: "eligible", reason: "Asked for." }],
      ["withhold", { reason: "Being looked at." }],
      ["restore", { reason: "It was right." }],
      ["expire", { reason: "Contract over." }],
      ["restore", { reason: "Contract renewed." }],
      ["kill", { reason: "Sourcing error." }],
      ["restore", { reason: "Sources confirmed." }],
    ] as const;
    for (const [name, body] of actions) {
      pass(60);
      let answer: Response | undefined;
      const cost = await costOf(async () => {
        answer = await desk("POST", `/articles/harbour/${name}`, body);
      });
      expect([name, answer?.status, cost.batches.length]).toEqual([name, 200, 1]);
    }
    expect(await log()).toEqual([
      "released 1",
      "corrected 2",
      "corrected 3",
      "relicensed 4",
      "withheld 5",
      "restored 6",
      "expired 7",
      "restored 8",
      "killed 9",
      "restored 10",
    ]);
    const { audit } = await (await desk("GET", "/audit?article=harbour")).json<{ audit: Record<string, unknown>[] }>();
    expect(audit.map(({ action, by }) => `${action} ${by}`).reverse()).toEqual(
      actions.map(([name]) => `${name} tester`),
    );
    expect(await json("/v1/articles/harbour")).toMatchObject({
      headline: "Harbour half-open",
      metadata: { version: 10 },
    });
  });

  test("a correction moves the date of change on, even within the second of the one before", async () => {
    const { modified: first } = await json("/v1/articles/harbour");
    await act("harbour", "correct", { note: "One." });
    const { modified: second } = await json("/v1/articles/harbour");
    await act("harbour", "correct", { note: "Two." });
    const { modified: third } = await json("/v1/articles/harbour");
    expect([String(first) < String(second), String(second) < String(third)]).toEqual([true, true]);
  });

  test("before its release, a killed article leaves no trace, and its embargo brings nothing back", async () => {
    await publish("scoop", { embargo: "2026-06-01T13:00:00Z", headline: "Scoop" });
    await act("scoop", "kill", { reason: "Not true." });
    pass(7200);
    await cron();
    expect((await get("/articles/scoop")).status).toBe(404);
    expect(await log()).toEqual(["released 1"]);
  });
});

describe("sent again by its file, an article that the desk decided on", () => {
  test.each([
    ["kill", "canceled", 410],
    ["withhold", "withheld", 404],
  ])("stays so after %s, whether its text is the same or another", async (name, status, answer) => {
    await act("harbour", name, { reason: "Because." });
    expect(await publish("harbour")).toMatchObject({ outcome: "unchanged", status });
    expect(await publish("harbour", { body: "<p>Another text.</p>" })).toMatchObject({ outcome: "updated", status });
    expect((await get("/articles/harbour")).status).toBe(answer);
    expect(await (await get("/feeds/latest.rss")).text()).not.toContain("Another text.");
    await act("harbour", "restore", { reason: "Right after all." });
    expect((await get("/articles/harbour")).status).toBe(200);
    expect(await (await get("/articles/harbour")).text()).toContain("Another text.");
  });

  test("is decided anew by a status that wasn't sent before", async () => {
    await act("harbour", "withhold", { reason: "Because." });
    await publish("harbour", { status: "canceled", reason: "By the author." });
    expect((await get("/articles/harbour")).status).toBe(410);
    await publish("harbour");
    expect((await get("/articles/harbour")).status).toBe(200);
  });

  test("keeps its licence, until another is sent", async () => {
    await act("harbour", "relicense", { licence: "reserved" });
    await publish("harbour", { body: "<p>Another text.</p>" });
    expect(await json("/v1/articles/harbour")).toMatchObject({
      metadata: { licence: { id: "reserved" }, shows: "link" },
    });
    await publish("harbour", { licence: "eligible", body: "<p>Another text.</p>" });
    expect(await json("/v1/articles/harbour")).toMatchObject({ metadata: { licence: { id: "eligible" } } });
  });

  test("can't undo a correction that it doesn't know of", async () => {
    await act("harbour", "correct", { note: "The pier was wrong.", changes: { body: "<p>The pier is open.</p>" } });
    expect(await publish("harbour")).toMatchObject({ outcome: "unchanged" });
    const refused = await desk("PUT", "/articles/harbour", article({ headline: "Harbour" }));
    const { errors } = await expectProblem(refused, 422, "invalid");
    expect(errors).toMatchObject([{ field: "corrections", allowed: expect.stringContaining("The pier was wrong.") }]);
    const at = new Date().toISOString();
    await publish("harbour", {
      headline: "Harbour",
      body: "<p>The pier is open.</p>",
      corrections: [{ at: `${at.slice(0, 19)}Z`, kind: "correction", note: "The pier was wrong." }],
    });
    expect(await json("/v1/articles/harbour")).toMatchObject({ headline: "Harbour" });
  });
});

describe("a story that comes back", () => {
  test.each([
    ["withheld", { status: "withheld" }],
    ["killed", { status: "canceled", reason: "Wrong." }],
    ["expired", { expires: "2026-06-01T12:10:00Z" }],
  ])(
    "after it was %s, was changed when it came back, in all places, and keeps its guid and pubDate",
    async (_, gone) => {
      pass(600);
      await publish("harbour", gone);
      pass(3600);
      // Its file's `updated` lies in between: an importer that was told of the removal would treat the story as older than that.
      await publish("harbour", { updated: "2026-06-01T12:30:00Z" });
      const [rss, atom, feed] = await Promise.all(FORMATS.map(async (format) => factsOf(await textOf(format))));
      const dates = { published: "2026-05-01T00:00:00.000Z", modified: "2026-06-01T13:12:00.000Z" };
      expect(rss).toMatchObject([{ ...dates, id: `${ORIGIN}/articles/harbour` }]);
      expect([atom, feed]).toEqual([rss, rss]);
      expect(await textOf("rss")).toContain("<dcterms:modified>2026-06-01T13:12:00Z<");
      expect(await json("/v1/articles/harbour")).toMatchObject({ modified: "2026-06-01T13:12:00Z" });
      expect(await json("/v1/articles/harbour?format=ninjs")).toMatchObject({ versionCreated: "2026-06-01T13:12:00Z" });
      expect(await (await get("/articles/harbour")).text()).toContain('"dateModified":"2026-06-01T13:12:00Z"');
    },
  );
});

describe("a typo that the desk fixes", () => {
  const outputs = [
    "/v1/articles/harbour",
    "/articles/harbour",
    ...["rss", "atom", "json"].map((format) => `/feeds/latest.${format}`),
  ];
  const everywhere = async () => (await Promise.all(outputs.map(async (path) => (await get(path)).text()))).join("\n");

  test("is a version, a change and a line in the log, and readers get no note", async () => {
    await act("harbour", "fix", { changes: { body: "<p>The harbor is open again.</p>" }, reason: "US spelling." });
    expect(await log()).toEqual(["released 1", "corrected 2"]);
    const { audit } = await (await desk("GET", "/audit?article=harbour")).json<{ audit: unknown[] }>();
    expect(audit).toMatchObject([{ action: "fix", by: "tester", reason: "US spelling.", details: { version: 2 } }]);
    expect(await json("/v1/articles/harbour")).toMatchObject({ metadata: { version: 2, corrections: [] } });
    const text = await everywhere();
    expect(text.split("The harbor is open again.").length - 1).toBeGreaterThanOrEqual(outputs.length);
    expect(text).not.toMatch(/harbour is open again|Correction,|Corrections<|US spelling/);
    const other = await (await desk("GET", "/articles/harbour/diff")).json<{ fields: { field: string }[] }>();
    expect(other.fields.map(({ field }) => field)).toEqual(["body"]);
  });

  test("leaves the notes that are there, and holds up no file that is sent again as it was", async () => {
    await act("harbour", "correct", { note: "The pier was wrong." });
    await act("harbour", "fix", { changes: { headline: "Harbor reopens" } });
    expect(await json("/v1/articles/harbour")).toMatchObject({
      headline: "Harbor reopens",
      metadata: { version: 3, corrections: [{ note: "The pier was wrong." }] },
    });
    expect(await publish("harbour")).toMatchObject({ outcome: "unchanged", version: 3 });
  });

  test("is refused where it changes nothing, names a note or another version, or isn't out yet", async () => {
    const fix = (body: Record<string, unknown>, id = "harbour") => desk("POST", `/articles/${id}/fix`, body);
    expect((await expectProblem(await fix({}), 422, "invalid")).errors).toMatchObject([{ field: "changes" }]);
    expect((await expectProblem(await fix({ changes: {} }), 422, "invalid")).errors).toMatchObject([
      { field: "changes" },
    ]);
    const changes = { headline: "New" };
    expect((await fix({ changes, note: "n" })).status).toBe(422);
    const section = await fix({ changes: { section: "nope" } });
    expect((await expectProblem(section, 422, "invalid")).errors).toMatchObject([{ field: "changes.section" }]);
    await expectProblem(await fix({ changes, version: 7 }), 409, "conflict");
    await publish("scoop", { embargo: "2026-07-01T00:00:00Z" });
    await expectProblem(await fix({ changes }, "scoop"), 409, "conflict");
    expect(await log()).toEqual(["released 1"]);
  });
});

describe("a correction that came with a story", () => {
  const ONE = { at: "2026-05-02T10:00:00Z", kind: "correction", note: "Her age is 52, not 25." };
  const TWO = { at: "2026-05-03T10:00:00Z", kind: "update", note: "She has resigned." };
  const notes = async () => {
    const { metadata } = await (await get("/v1/articles/harbour")).json<{
      metadata: { corrections: { note: string }[] };
    }>();
    return metadata.corrections.map(({ note }) => note);
  };
  const send = (overrides: Record<string, unknown>) => desk("PUT", "/articles/harbour", article(overrides));
  const lacks = async (overrides: Record<string, unknown>) =>
    (await expectProblem(await send(overrides), 422, "invalid")).errors;

  beforeEach(() => publish("harbour", { corrections: [ONE, TWO] }));

  test("can be changed: its note, its date, its kind", async () => {
    await publish("harbour", {
      corrections: [
        { ...ONE, note: "Her age is 53." },
        { ...TWO, at: "2026-05-03T11:00:00Z" },
      ],
    });
    expect(await notes()).toEqual(["Her age is 53.", TWO.note]);
    await publish("harbour", { corrections: [{ ...ONE, note: "Her age is 53.", kind: "clarification" }, TWO] });
    expect(await notes()).toEqual(["Her age is 53.", TWO.note]);
  });

  test("isn't dropped by leaving it out: not all, not one, not under a new one, and not in a check", async () => {
    expect(await lacks({})).toMatchObject([
      { field: "corrections", allowed: expect.stringContaining(ONE.note) },
      { field: "corrections", allowed: expect.stringContaining("corrections: []") },
    ]);
    const oneOnly = [
      { field: "corrections", problem: `leaves out the correction made at ${TWO.at}, which readers have seen` },
    ];
    expect(await lacks({ corrections: [ONE] })).toMatchObject(oneOnly);
    const other = { at: "2026-05-04T10:00:00Z", kind: "update", note: "Something else." };
    expect(await lacks({ corrections: [ONE, other] })).toMatchObject(oneOnly);
    expect(await lacks({ status: "withheld" })).toHaveLength(2);
    const set = { masthead: MASTHEAD, articles: [{ id: "harbour", ...article() }] };
    expect((await expectProblem(await desk("POST", "/check", set), 422, "invalid")).errors).toHaveLength(2);
    expect(await notes()).toEqual([ONE.note, TWO.note]);
  });

  test("is taken back by an empty list, but for what was corrected at the desk", async () => {
    await act("harbour", "correct", { note: "The pier was wrong." });
    expect(await lacks({ corrections: [] })).toMatchObject([
      { problem: expect.stringContaining("at the desk"), allowed: expect.not.stringContaining("corrections: []") },
    ]);
    await publish("other", { corrections: [ONE] });
    await publish("other", { corrections: [] });
    expect((await send({})).status).toBe(422);
    expect(await json("/v1/articles/other")).toMatchObject({ metadata: { corrections: [] } });
  });

  test("goes freely while nobody has read it", async () => {
    const embargo = "2026-07-01T00:00:00Z";
    await publish("scoop", { embargo, corrections: [ONE] });
    expect(await publish("scoop", { embargo })).toMatchObject({ outcome: "updated" });
  });
});

describe("what the desk decided and what its file says", () => {
  test("a correction at the desk doesn't hold up the file that was sent before it", async () => {
    await act("harbour", "correct", { note: "The pier was wrong.", changes: { headline: "Harbour half open" } });
    const set = (overrides = {}) => ({ masthead: MASTHEAD, articles: [{ id: "harbour", ...article(overrides) }] });
    expect((await desk("POST", "/check", set())).status).toBe(200);
    const { errors } = await expectProblem(await desk("POST", "/check", set({ headline: "New" })), 422, "invalid");
    expect(errors).toMatchObject([{ field: "corrections", article: "harbour" }]);
    const killing = await desk("PUT", "/articles/harbour", article({ status: "canceled", reason: "Wrong." }));
    expect((await expectProblem(killing, 422, "invalid")).errors).toMatchObject([
      { field: "corrections", allowed: expect.stringContaining("kill at the desk") },
    ]);
  });

  test("no embargo that was set meanwhile is passed over by a restore, nor by a file sent after one", async () => {
    const embargo = "2026-07-01T00:00:00Z";
    await publish("harbour", { status: "withheld", embargo });
    const refused = await desk("POST", "/articles/harbour/restore", { reason: "r" });
    expect((await expectProblem(refused, 422, "invalid")).errors).toMatchObject([{ field: "embargo" }]);
    expect((await get("/articles/harbour")).status).toBe(404);
    await publish("harbour", { status: "withheld" });
    await act("harbour", "restore", { reason: "r" });
    const later = await desk("PUT", "/articles/harbour", article({ status: "withheld", embargo }));
    expect((await expectProblem(later, 422, "invalid")).errors).toMatchObject([{ field: "embargo" }]);
  });

  test("a file can't add a condition to the Creative Commons licence that the desk chose", async () => {
    const url = "https://creativecommons.org/licenses/by/4.0/";
    const { name, statement, contact, text } = MASTHEAD.licences.open;
    await publishMasthead({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, cc: { name, statement, contact, text, url, publicText: "full" } },
    });
    await act("harbour", "relicense", { licence: "cc" });
    const refused = await desk("PUT", "/articles/harbour", article({ translate: "deny" }));
    expect((await expectProblem(refused, 422, "invalid")).errors).toMatchObject([{ field: "translate" }]);
  });
});

describe("the notice of a kill", () => {
  const notices = async (channel: string) =>
    (await (await get(`/feeds/${channel}.atom`)).text()).split("<at:deleted-entry").length - 1;

  test("stands wherever the story stood, though the kill itself, or what is sent after it, moves the story", async () => {
    await publish("harbour", { status: "canceled", reason: "Wrong.", section: "world", topics: [] });
    const places = ["latest", "section/asia", "section/world", "topic/trade", "author/ann"];
    const seen = () => Promise.all(places.map(notices));
    expect(await seen()).toEqual([1, 1, 1, 1, 1]);
    await publish("harbour", { status: "canceled", reason: "Wrong.", section: "asia", authors: ["bob"] });
    expect(await seen()).toEqual([1, 1, 1, 1, 1]);
    pass(60);
    await publish("harbour", { section: "world" });
    expect(await seen()).toEqual([0, 0, 0, 0, 0]);
    expect(
      await env.DB.prepare("SELECT count(*) AS count FROM membership WHERE channel LIKE 'withdrawn%'").first(),
    ).toEqual({ count: 0 });
  });

  test("stands in a channel that the story had left before it was killed, too: its readers hold copies", async () => {
    await act("harbour", "correct", { note: "Not Asia.", changes: { section: "world", authors: ["bob"] } });
    await act("harbour", "withhold", { reason: "Being looked at." });
    await act("harbour", "kill", { reason: "Wrong." });
    const places = ["section/asia", "section/world", "author/ann", "author/bob"];
    expect(await Promise.all(places.map(notices))).toEqual([1, 1, 1, 1]);
    await act("harbour", "restore", { reason: "Right." });
    expect(await Promise.all(places.map(notices))).toEqual([0, 0, 0, 0]);
  });

  test("stands in channels that the story left long before, too: who took it from there holds a copy", async () => {
    await publish("harbour", { section: "world", licence: "eligible", topics: [] });
    pass(3600);
    await act("harbour", "kill", { reason: "Wrong." });
    const places = ["section/asia", "section/world", "topic/trade", "licence/open", "licence/eligible"];
    expect(await Promise.all(places.map(notices))).toEqual([1, 1, 1, 1, 1]);
    await act("harbour", "restore", { reason: "Right." });
    expect(await Promise.all(places.map(notices))).toEqual([0, 0, 0, 0, 0]);
  });

  test("stands for its thirty days though the file that kills gives an old date of change", async () => {
    const old = { published: "2026-01-01T00:00:00Z" };
    await publish("old", old);
    pass(60);
    await publish("old", { ...old, updated: "2026-02-01T00:00:00Z", status: "canceled", reason: "Wrong." });
    await cron();
    expect(await notices("latest")).toBe(1);
    expect(await (await get("/withdrawn.json")).text()).toContain('"killed":"2026-06-01T12:03:00Z"');
  });

  test("can't be hushed up by withholding the story", async () => {
    await act("harbour", "kill", { reason: "Wrong." });
    const refused = await desk("PUT", "/articles/harbour", article({ status: "withheld" }));
    expect((await expectProblem(refused, 422, "invalid")).errors).toMatchObject([{ field: "status" }]);
    expect(await notices("latest")).toBe(1);
  });

  test("can't be hushed up by a time that is over", async () => {
    await publish("harbour", { status: "canceled", reason: "Wrong." });
    const refused = await desk("PUT", "/articles/harbour", article({ expires: "2026-05-20T00:00:00Z" }));
    expect((await expectProblem(refused, 422, "invalid")).errors).toMatchObject([{ field: "expires" }]);
    expect([await notices("latest"), (await get("/articles/harbour")).status]).toEqual([1, 410]);
  });
});

describe("what can't be done", () => {
  test("the same licence again, or a correction more than a file can name", async () => {
    const same = await desk("POST", "/articles/harbour/relicense", { licence: "open" });
    expect((await expectProblem(same, 422, "invalid")).errors).toMatchObject([{ field: "licence" }]);
    await publish("harbour", {
      corrections: Array.from({ length: 50 }, (_, at) => ({ at: "2026-05-02T00:00:00Z", note: `Number ${at}.` })),
    });
    const more = await desk("POST", "/articles/harbour/correct", { note: "One more." });
    expect((await expectProblem(more, 422, "invalid")).errors).toMatchObject([{ field: "corrections" }]);
    expect(await log()).toEqual(["released 1", "corrected 2"]);
  });

  test("an unknown licence while it is withheld; a section that isn't there, by its name in the request", async () => {
    const section = await desk("POST", "/articles/harbour/correct", { note: "n", changes: { section: "nope" } });
    expect((await expectProblem(section, 422, "invalid")).errors).toMatchObject([{ field: "changes.section" }]);
    await act("harbour", "withhold", { reason: "r" });
    const licence = await desk("POST", "/articles/harbour/relicense", { licence: "nope" });
    expect((await expectProblem(licence, 422, "invalid")).errors).toMatchObject([{ field: "licence" }]);
  });

  test("a text that no batch can carry", async () => {
    const body = `<p>${'"'.repeat(990_000)}</p>`;
    const refused = await desk("POST", "/articles/harbour/correct", { note: "n", changes: { body } });
    await expectProblem(refused, 413, "too-large");
  });

  test("nothing else: a story as long as one may be is still killed", async () => {
    const body = `<p>${'"'.repeat(474_800)}</p>`;
    await publish("long", { body });
    const note = await desk("POST", "/articles/long/correct", { note: "n".repeat(990) });
    await expectProblem(note, 413, "too-large");
    await act("long", "kill", { reason: "n".repeat(990) });
    expect((await get("/articles/long")).status).toBe(410);
  });

  test.each([
    ["restore", { reason: "r" }, "isn’t withheld, killed or expired"],
    ["withhold", { reason: "r", version: 7 }, "Version 1 was published in the meantime"],
  ])("%s is refused, and says why", async (name, body, detail) => {
    const refused = await expectProblem(await desk("POST", `/articles/harbour/${name}`, body), 409, "conflict");
    expect(refused.detail).toContain(detail);
    expect(await log()).toEqual(["released 1"]);
  });

  test.each(["correct", "fix", "withhold", "kill", "expire", "relicense"])("%s, once it is killed", async (name) => {
    await act("harbour", "kill", { reason: "Wrong." });
    const body = { correct: { note: "n" }, fix: { changes: {} }, relicense: { licence: "open" } }[name] ?? {
      reason: "r",
    };
    await expectProblem(await desk("POST", `/articles/harbour/${name}`, body), 409, "conflict");
  });

  test("an unknown article, an unknown licence, a note that is missing, markup that isn't clean", async () => {
    await expectProblem(await desk("POST", "/articles/nothing/kill", { reason: "r" }), 404, "not-found");
    const licence = await desk("POST", "/articles/harbour/relicense", { licence: "nope" });
    expect((await expectProblem(licence, 422, "invalid")).errors).toMatchObject([{ field: "licence" }]);
    const note = await desk("POST", "/articles/harbour/correct", {});
    expect((await expectProblem(note, 422, "invalid")).errors).toMatchObject([{ field: "note" }]);
    const image = { note: "n", changes: { body: '<img src="https://elsewhere.example/a.jpg">' } };
    await expectProblem(await desk("POST", "/articles/harbour/correct", image), 422, "invalid");
    await expectProblem(await get("/v1/desk/articles/harbour/kill"), 401, "unauthorized");
  });
});
