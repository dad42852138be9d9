import { beforeEach, describe, expect, test } from "vitest";
import { PAGES } from "../../src/model/policy.ts";
import { act, article, desk, get, harbourWire, MASTHEAD, publish, TOKEN } from "../support/wire.ts";

beforeEach(harbourWire);

const BODY = '<p>Open.</p>\n<p hidden>Not the name yet.</p><p>See <a href="">here</a>.</p>';
const WARNINGS = [
  {
    article: "story",
    field: "body",
    action: "removed",
    element: "p",
    reason: "hidden",
    text: "Not the name yet.",
    line: 2,
    column: 1,
    message: "<p> “Not the name yet.” was removed: it was hidden",
  },
  {
    article: "story",
    field: "body",
    action: "unwrapped",
    element: "a",
    reason: "no target",
    text: "here",
    line: 2,
    column: 39,
    message: "<a> “here” was unwrapped; its text is kept: the link leads nowhere",
  },
];

const answer = async (response: Response) => {
  expect(response.status).toBe(200);
  return response.json<{ warnings: Record<string, unknown>[]; moreWarnings: number }>();
};
const version = async (number: number) => answer(await desk("GET", `/articles/story/versions/${number}`));
const page = async (path: string) =>
  (await get(path, { Accept: "text/html", Authorization: `Basic ${btoa(`desk:${TOKEN}`)}` })).text();

describe("what cleaning did is told", () => {
  test("by a check, by a publish, and when the same is sent again", async () => {
    const input = article({ body: BODY });
    const set = { masthead: MASTHEAD, articles: [{ id: "story", ...input }] };
    expect(await answer(await desk("POST", "/check", set))).toEqual({
      articles: 1,
      kept: [],
      retired: [],
      superseded: [],
      warnings: WARNINGS,
      moreWarnings: 0,
    });
    for (const outcome of ["created", "unchanged"])
      expect(await answer(await desk("PUT", "/articles/story", input))).toMatchObject({
        articles: [{ outcome }],
        warnings: WARNINGS,
        moreWarnings: 0,
      });
    const batch = await answer(await desk("PUT", "/articles", { articles: set.articles }));
    expect(batch.warnings).toEqual(WARNINGS);
    expect(await (await get("/v1/articles/story")).text()).not.toContain("Not the name yet.");
  });

  test("by a correction, under the name that the text has there", async () => {
    await publish("story");
    const changes = { body: BODY };
    const corrected = await answer(await desk("POST", "/articles/story/correct", { note: "n", changes }));
    expect(corrected.warnings).toEqual(WARNINGS.map((each) => ({ ...each, field: "changes.body" })));
  });

  test("of the terms of a licence", async () => {
    const open = { ...MASTHEAD.licences.open, text: "<p>Be fair.</p><p hidden>Draft.</p>" };
    const sent = { ...MASTHEAD, licences: { ...MASTHEAD.licences, open } };
    const { warnings } = await answer(await desk("PUT", "/masthead", sent));
    expect(warnings).toMatchObject([{ field: "licences.open.text", text: "Draft." }]);
    expect(warnings[0]).not.toHaveProperty("article");
  });

  test("and where nothing was done, nothing", async () => {
    expect(await answer(await desk("PUT", "/articles/story", article()))).toMatchObject({
      warnings: [],
      moreWarnings: 0,
    });
  });
});

describe("what cleaning did to a version stays with it", () => {
  test("in the API and on its page, for the version that brought the text", async () => {
    await publish("story", { body: BODY });
    await act("story", "correct", { note: "n", changes: { headline: "Other" } });
    const kept = WARNINGS.map(({ article: _, ...rest }) => rest);
    expect(await version(1)).toMatchObject({ warnings: kept, moreWarnings: 0 });
    expect(await version(2)).toMatchObject({ warnings: [], moreWarnings: 0 });
    expect(await page("/desk/articles/story/versions/1")).toContain(
      "Line 2: &lt;p&gt; “Not the name yet.” was removed: it was hidden",
    );
    expect(await page("/desk/articles/story/versions/2")).not.toContain("Not the name yet.");
  });

  test("for nobody but the desk", async () => {
    await publish("story", { body: BODY });
    for (const path of ["/articles/story", "/v1/articles/story", "/feeds/latest.rss", "/v1/changes"])
      expect(await (await get(path)).text()).not.toContain("Not the name yet.");
    expect((await get("/v1/desk/articles/story/versions/1")).status).toBe(401);
  });
});

test("of many, the first are told, and how many more there are", async () => {
  const more = 5;
  const body = `<p>Open.</p>${"<p hidden>x</p>".repeat(PAGES.warnings + more)}`;
  const sent = await answer(await desk("PUT", "/articles/story", article({ body })));
  expect([sent.warnings.length, sent.moreWarnings]).toEqual([PAGES.warnings, more]);
  const kept = await version(1);
  expect(kept.warnings).toHaveLength(PAGES.versionWarnings);
  expect(kept.moreWarnings).toBe(PAGES.warnings + more - PAGES.versionWarnings);
  expect(await page("/desk/articles/story/versions/1")).toContain(`And ${kept.moreWarnings} more.`);
});
