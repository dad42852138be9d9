import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { DeskArticleJson } from "../../src/contract/desk-article.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { activeMarkup } from "../support/markup.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, publisherWithKey, sites } from "../support/publisher.ts";
import {
  act,
  article,
  desk,
  get,
  harbourWire,
  MASTHEAD,
  publish,
  publishMasthead,
  request,
  TOKEN,
  upload,
} from "../support/wire.ts";

beforeEach(harbourWire);

const shown = async (id: string) => DeskArticleJson.parse(await (await desk("GET", `/articles/${id}`)).json());
const json = async (path: string) => (await desk("GET", path)).json<Record<string, unknown>>();
const page = async (path: string) => {
  const response = await get(path, { Accept: "text/html", ...basic(TOKEN) });
  return { status: response.status, headers: response.headers, html: await response.text() };
};
/** Sends a form as a browser does. */
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  request(path, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Accept: "text/html",
      "Sec-Fetch-Site": "same-origin",
      ...basic(TOKEN),
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });

describe("the desk's API", () => {
  test("says how an article stands, what can be done, and what was", async () => {
    await act("harbour", "correct", { note: "The pier was wrong.", changes: { headline: "Harbour half open" } });
    await act("harbour", "withhold", { reason: "Being looked at." });
    expect(await shown("harbour")).toMatchObject({
      version: 3,
      standing: "withheld",
      status: "withheld",
      released: "2026-06-01T12:01:00Z",
      licence: { id: "open", name: "Licence full" },
      article: { headline: "Harbour half open", body: "<p>The harbour is open again.</p>" },
      actions: ["correct", "fix", "relicense", "restore", "expire", "kill"],
      sent: { status: "usable", licence: null },
      decided: { status: "withheld" },
      corrections: [{ kind: "correction", note: "The pier was wrong." }],
      channels: [{ id: "latest", archive: 1 }, { id: "section/asia", archive: 1 }, {}, {}, { id: "licence/open" }],
      versions: [
        { version: 3, by: "tester", status: "withheld" },
        { version: 2, status: "usable" },
        { version: 1, status: "usable" },
      ],
      log: [{ action: "withhold", reason: "Being looked at." }, { action: "correct" }],
    });
  });

  test("its article can be sent again as it is, images in their places", async () => {
    const sha256 = await upload(png(3, 2, "pier"));
    const images = [{ sha256, alt: "A pier", credit: "Ann", owner: "Test Foundation", licence: "open" }];
    const body = `<p>Before.</p>\n<img src="/images/${sha256}">\n<pre>\n\n two\n  lines</pre>`;
    await publish("pier", { images, body });
    const { article: again } = await shown("pier");
    expect(again).toMatchObject({ body, images });
    expect(await publish("pier", { ...again, licence: undefined })).toMatchObject({ outcome: "unchanged" });
  });

  test("every text stays readable, whatever became of the article, and any two can be compared", async () => {
    await act("harbour", "correct", {
      note: "The pier was wrong.",
      changes: { body: "<p>The harbour is half open.</p>" },
    });
    await act("harbour", "kill", { reason: "Sourcing error." });
    expect(await json("/articles/harbour/versions/1")).toMatchObject({
      id: "harbour",
      version: 1,
      by: "tester",
      article: { body: "<p>The harbour is open again.</p>", headline: "Harbour reopens" },
    });
    const { fields } = await json("/articles/harbour/diff?from=1&to=2");
    expect(fields).toMatchObject([
      { field: "corrections", from: null, to: [{ note: "The pier was wrong." }] },
      { field: "body", parts: expect.arrayContaining([{ kind: "added", text: "half" }]) },
    ]);
    expect(await json("/articles/harbour/diff")).toMatchObject({
      from: { version: 2 },
      to: { version: 3 },
      fields: [
        { field: "status", from: "usable", to: "canceled" },
        { field: "reason", parts: [{ kind: "added", text: "Sourcing error." }] },
      ],
    });
    expect(await json("/articles/harbour/diff?from=3&to=2")).toMatchObject({
      fields: [{ field: "status", from: "canceled", to: "usable" }, {}],
    });
  });

  test("an image that another article uses, too, is said to be", async () => {
    const sha256 = await upload(png(5, 2, "pier"));
    const images = [{ sha256, alt: "A pier", credit: "Ann", owner: "Test Foundation", licence: "open" }];
    await publish("pier", { images });
    expect((await shown("pier")).images).toEqual([{ path: `/images/${sha256}.png`, elsewhere: false }]);
    await publish("quay", { images });
    expect((await shown("pier")).images).toMatchObject([{ elsewhere: true }]);
  });

  test.each([
    ["/articles/nothing", 404, "not-found"],
    ["/articles/harbour/versions/2", 404, "not-found"],
    ["/articles/harbour/versions/none", 422, "invalid"],
    ["/articles/harbour/diff?from=1&to=9", 404, "not-found"],
    ["/articles/harbour/diff?from=0", 422, "invalid"],
    ["/articles/nothing/diff", 404, "not-found"],
  ])("%s is refused", async (path, status, code) => {
    await expectProblem(await desk("GET", path), status, code);
  });

  test.each(["", "/versions/1", "/diff"])("harbour%s opens to nobody without a desk token", async (path) => {
    const address = `/v1/desk/articles/harbour${path}`;
    await expectProblem(await get(address), 401, "unauthorized");
    await expectProblem(await get(address, { Authorization: "Bearer cwdesk_other" }), 401, "unauthorized");
    expect((await desk("GET", `/articles/harbour${path}`)).headers.get("Cache-Control")).toBe("private, no-store");
  });
});

describe("the desk's pages", () => {
  test("list every article, hidden ones too, with its standing in words", async () => {
    const published = "2026-05-01T09:00:00+09:00";
    await publish("scoop", { headline: "Scoop", embargo: "2026-06-02T12:00:00Z" });
    await publish("later", { headline: "Later", published: "2026-06-03T12:00:00Z" });
    await publish("over", { headline: "Over", published, expires: "2026-06-01T12:05:00Z" });
    await publish("held", { headline: "Held", status: "withheld" });
    pass(600);
    await cron();
    await act("harbour", "kill", { reason: "Sourcing error." });
    const { html } = await page("/desk/articles");
    const lines = [
      ...html.matchAll(/href="\/desk\/articles\/(\w+)"[\s\S]*?data-l="Status"><span class="mark[^"]*">([^<]*)/g),
    ].map(([, id, words]) => [id, words]);
    expect(lines).toEqual([
      ["later", expect.stringContaining("Goes live Jun 3, 2026")],
      ["scoop", expect.stringContaining("Embargoed until Jun 2, 2026")],
      ["harbour", expect.stringContaining("Killed Jun 1, 2026")],
      ["over", expect.stringContaining("Expired Jun 1, 2026")],
      ["held", expect.stringContaining("Withheld before its release")],
    ]);
    for (const path of ["/desk", "/desk/articles", "/desk/recalls"]) expect(html).toContain(`<a href="${path}"`);
  });

  test("the list goes on where the page ends, at the cost of what it shows", async () => {
    const story = (at: number) => article({ id: `story-${String(at).padStart(3, "0")}`, headline: `Story ${at}` });
    for (let from = 0; from < 120; from += 40)
      await desk("PUT", "/articles", { articles: Array.from({ length: 40 }, (_, at) => story(from + at)) });
    const { html } = await page("/desk/articles");
    const next = /href="(\/desk\/articles\?[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const ids = (text: string) => [...text.matchAll(/href="\/desk\/articles\/([\w-]+)"/g)].map(([, id]) => id);
    const rest = await page(next);
    expect([ids(html).length, ids(rest.html).length]).toEqual([100, 21]);
    expect(new Set([...ids(html), ...ids(rest.html)]).size).toBe(121);
    const plan = await env.DB.prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM article INDEXED BY article_modified WHERE (modified, id) < ('9', '') ORDER BY modified DESC, id DESC LIMIT 100",
    ).all<{ detail: string }>();
    expect(plan.results.map(({ detail }) => detail).join()).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  test("do every action, and offer only those that are possible", async () => {
    const steps = [
      [
        "correct",
        {
          kind: "clarification",
          note: "Said more clearly.",
          headline: "Harbour half open",
          summary: "The harbour reopened on Monday.",
          body: "<p>The harbour is open again.</p>",
        },
        "Corrected.",
      ],
      ["relicense", { licence: "eligible", reason: "" }, "Relicensed."],
      ["withhold", { reason: "Being looked at." }, "Withheld."],
      ["restore", { reason: "It was right." }, "Restored."],
      [
        "fix",
        {
          headline: "Harbour half-open",
          summary: "The harbour reopened on Monday.",
          body: "<p>The harbour is open again.</p>",
        },
        "Fixed.",
      ],
      ["expire", { reason: "Contract over." }, "Expired."],
      ["restore", { reason: "Renewed." }, "Restored."],
      ["kill", { reason: "Sourcing error.", confirmed: "yes" }, "Killed."],
      ["restore", { reason: "Sources confirmed." }, "Restored."],
    ] as const;
    for (const [at, [name, fields, words]] of steps.entries()) {
      pass(60);
      const { html: before } = await page("/desk/articles/harbour");
      expect(before).toContain(
        name === "kill" ? 'href="/desk/articles/harbour/kill"' : `action="/desk/articles/harbour/${name}"`,
      );
      const answer = await send(`/desk/articles/harbour/${name}`, { version: String(at + 1), ...fields });
      expect([name, answer.status]).toEqual([name, 303]);
      const { html } = await page(answer.headers.get("Location") ?? "");
      expect(html).toContain(words);
    }
    const { html } = await page("/desk/articles/harbour");
    expect(html).not.toContain('action="/desk/articles/harbour/restore"');
    const { log, article: now, corrections } = await shown("harbour");
    expect(log.map(({ action }) => action).reverse()).toEqual(steps.map(([name]) => name));
    expect(now).toMatchObject({
      headline: "Harbour half-open",
      licence: "eligible",
      body: "<p>The harbour is open again.</p>",
    });
    expect(corrections).toMatchObject([{ kind: "clarification" }]);
    const { fields } = await json("/articles/harbour/diff?from=1&to=2");
    // Fields that the form returned unchanged don't count as changes.
    expect(fields).toMatchObject([{ field: "headline" }, { field: "corrections" }]);
  });

  test("a kill is asked once more, with what follows, and refused without the tick", async () => {
    await publishMasthead({
      ...MASTHEAD,
      licences: {
        ...MASTHEAD.licences,
        open: { ...MASTHEAD.licences.open, corrections: { takeDown: "must", takeDownWithinHours: 12 } },
      },
    });
    const { html } = await page("/desk/articles/harbour/kill");
    expect(html).toContain("within 12 hours");
    const refused = await send("/desk/articles/harbour/kill", { version: "1", reason: "Sourcing error." });
    expect(refused.status).toBe(422);
    const text = await refused.text();
    expect(text).toContain("Check the box to confirm that you understand what will happen.");
    expect(text).toContain('value="Sourcing error."');
    expect((await get("/articles/harbour")).status).toBe(200);
    await act("harbour", "kill", { reason: "Sourcing error." });
    expect((await page("/desk/articles/harbour/kill")).html).toContain("Killed Jun 1, 2026");
  });

  test("a decision on an older version is refused, and what was typed is kept", async () => {
    await act("harbour", "correct", { note: "By somebody else.", changes: { summary: "Another summary." } });
    const answer = await send("/desk/articles/harbour/correct", {
      version: "1",
      kind: "update",
      note: "By me.",
      headline: "My headline",
      summary: "The harbour reopened on Monday.",
      body: "<p>The harbour is open again.</p>",
    });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain("Version 2 was published in the meantime. Check it, then try again.");
    expect(html).toContain('value="My headline"');
    expect(html).toContain("By me.");
    // A field that I didn't touch has the other person's text.
    expect(html).toMatch(/<textarea[^>]*name="summary"[^>]*>Another summary\.</);
    expect((await shown("harbour")).version).toBe(2);
  });

  test.each([
    ["correct", { note: "" }, "note"],
    ["correct", { note: "n", headline: "" }, "headline"],
    ["correct", { note: "n", body: '<img src="https://elsewhere.example/a.jpg">' }, "body"],
    ["fix", { headline: "" }, "headline"],
    ["relicense", { licence: "nope" }, "licence"],
    ["withhold", { reason: " " }, "reason"],
  ])("%s with a mistake says so at its field", async (name, fields, field) => {
    const answer = await send(`/desk/articles/harbour/${name}`, { version: "1", ...fields });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toMatch(new RegExp(`<(input|select|textarea)[^>]*name="${field}"[^>]*aria-invalid="true"`));
    expect(html).toContain('role="alert"');
    expect((await shown("harbour")).version).toBe(1);
  });

  test("earlier texts and what changed, with marks that are words to a screen reader", async () => {
    await act("harbour", "correct", {
      note: "n",
      changes: { body: "<p>The harbour is half open.</p><p>&lt;script&gt;</p>" },
    });
    const diff = (await page("/desk/articles/harbour/diff?from=1&to=2")).html;
    expect(diff).toMatch(/<ins>half<\/ins>/);
    expect(diff).toMatch(/<del>.*again/);
    expect(diff).toContain("&amp;#x3C;script&gt;");
    expect(activeMarkup(diff)).toEqual([]);
    expect((await page("/desk/articles/harbour/versions/1")).html).toContain("The harbour is open again.");
    for (const path of [
      "/desk/articles/nothing",
      "/desk/articles/harbour/versions/7",
      "/desk/articles/harbour/diff?to=7",
    ])
      expect((await page(path)).status).toBe(404);
    expect((await page("/desk/articles/harbour/diff?from=x")).status).toBe(422);
  });

  test("a fix of nothing is no fix, and a page has no two fields of one id", async () => {
    const { html } = await page("/desk/articles/harbour");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const { headline, summary, body } = (await shown("harbour")).article;
    const answer = await send("/desk/articles/harbour/fix", { version: "1", headline, summary, body });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("You didn’t change the text.")]);
    expect((await shown("harbour")).version).toBe(1);
  });

  test("a large text can be corrected on the page", async () => {
    const body = `<p>${"Lorem ipsum. ".repeat(20_000)}</p>`;
    const answer = await send("/desk/articles/harbour/correct", { version: "1", kind: "update", note: "n", body });
    expect(answer.status).toBe(303);
    const fix = await send("/desk/articles/harbour/fix", { version: "2", body: body.replace("Lorem", "Larum") });
    expect(fix.status).toBe(303);
    const other = await send("/desk/articles/harbour/withhold", { version: "1", reason: "x".repeat(70_000) });
    expect(other.status).toBe(413);
  });

  test("are guarded: no other site's forms, no stranger, no cache", async () => {
    const fields = { version: "1", reason: "r", confirmed: "yes" };
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }])
      expect((await send("/desk/articles/harbour/kill", fields, headers)).status).toBe(403);
    expect((await send("/desk/articles/harbour/kill", fields, basic("cwdesk_other"))).status).toBe(401);
    expect((await shown("harbour")).version).toBe(1);
    for (const path of ["", "/harbour", "/harbour/kill", "/harbour/diff", "/harbour/versions/1"]) {
      const { status, headers } = await page(`/desk/articles${path}`);
      expect([path, status, headers.get("Cache-Control")]).toEqual([path, 200, "private, no-store"]);
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
      expect((await get(`/desk/articles${path}`)).status).toBe(401);
    }
  });

  test("show an embargoed text to the desk, and to nobody else, whatever they ask with", async () => {
    await publish("scoop", {
      headline: "Scoop",
      licence: "eligible",
      embargo: "2026-06-02T12:00:00Z",
      body: "<p>Hushed words.</p>",
    });
    expect((await page("/desk/articles/scoop")).html).toContain("Hushed words.");
    sites({});
    const { key } = await publisherWithKey();
    for (const path of [
      "/desk/articles/scoop",
      "/desk/articles/scoop/versions/1",
      "/v1/desk/articles/scoop",
      "/v1/desk/articles/scoop/diff",
    ]) {
      for (const headers of [{}, basic(key), { Authorization: `Bearer ${key}` }] as Record<string, string>[]) {
        const answer = await get(path, headers);
        expect([path, answer.status]).toEqual([path, 401]);
        expect(await answer.text()).not.toMatch(/Hushed|Scoop/);
      }
    }
  });
});
