import { beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../src/model/hash.ts";
import { IMAGES } from "../support/images.ts";
import { expectProblem } from "../support/problem.ts";
import { act, article, desk, get, harbourWire, MASTHEAD, publish, request, TOKEN } from "../support/wire.ts";

beforeEach(harbourWire);

const put = (overrides: Record<string, unknown>, id = "story") => desk("PUT", `/articles/${id}`, article(overrides));
const errorsOf = async (response: Response) => (await expectProblem(response, 422, "invalid")).errors;

describe("plain fields are plain", () => {
  test("HTML in them is refused with the words offered, by the article, by the set and by the masthead", async () => {
    const text = { headline: "Mayor&#8217;s plan &amp; the city", summary: "It&#8217;s <b>bold</b>&hellip;" };
    const expected = [
      {
        field: "headline",
        value: '"Mayor&#8217;s plan &amp; the city"',
        problem: "has HTML entities in plain text",
        allowed: 'plain text: "Mayor’s plan & the city"',
      },
      {
        field: "summary",
        value: '"It&#8217;s <b>bold</b>&hellip;"',
        problem: "has HTML tags and entities in plain text",
        allowed: 'plain text: "It’s bold…"',
      },
    ];
    expect(await errorsOf(await put({ ...text, body: "<p>x</p>" }))).toEqual(expected);
    const set = { masthead: MASTHEAD, articles: [article({ id: "story", ...text })] };
    expect(await errorsOf(await desk("POST", "/check", set))).toMatchObject(
      expected.map(({ field, ...rest }) => ({ ...rest, field: `articles[0].${field}` })),
    );
    const authors = { ...MASTHEAD.authors, ann: { name: "Ann &amp; Bob" } };
    expect(await errorsOf(await desk("PUT", "/masthead", { ...MASTHEAD, authors }))).toMatchObject([
      { field: "authors.ann.name", allowed: 'plain text: "Ann & Bob"' },
    ]);
    expect((await get("/articles/story")).status).toBe(404);
  });

  test("a headline that nobody can see, or that runs the other way, is refused", async () => {
    expect(await errorsOf(await put({ headline: "\u200b\u200b" }))).toMatchObject([
      { field: "headline", problem: "has no visible characters" },
    ]);
    expect(await errorsOf(await put({ headline: "Ferry \u202Esnur" }))).toMatchObject([
      { field: "headline", problem: "has an invisible character, U+202E" },
    ]);
    await publish("persian", { headline: "می\u200Cخواهم", summary: "Q&A: AT&T <3" });
  });

  test("a misspelt field and a misspelt id come with what was meant", async () => {
    const { headline: title, ...rest } = article({ license: "open", section: "asai" });
    expect(await errorsOf(await desk("PUT", "/articles/story", { ...rest, title }))).toEqual([
      { field: "license", problem: "isn't a known field", suggestion: "licence" },
      { field: "title", problem: "isn't a known field", suggestion: "headline" },
    ]);
    expect(await errorsOf(await put({ section: "asai", authors: ["anne"] }))).toMatchObject([
      { field: "section", suggestion: "asia", allowed: "asia, world" },
      { field: "authors[0]", suggestion: "ann" },
    ]);
  });
});

describe("text is UTF-8", () => {
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    request("/v1/desk/articles/story", {
      method: "PUT",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      body: bytes,
    });
  const json = JSON.stringify(article({ body: "<p>Caf\u00E9</p>" }));

  test("and is taken as it is", async () => {
    expect((await send(new Uint8Array(new TextEncoder().encode(json)))).status).toBe(200);
    expect(await (await get("/v1/articles/story")).text()).toContain("Caf\u00E9");
  });

  test("another encoding is malformed, and nothing is published with a mark in the place of a letter", async () => {
    const latin1 = new Uint8Array([...json].map((character) => character.charCodeAt(0)));
    expect((await expectProblem(await send(latin1), 400, "malformed")).detail).toContain("isn't valid UTF-8");
    expect((await get("/articles/story")).status).toBe(404);
  });
});

describe("nothing empty", () => {
  const EMPTY = "<script>chart()</script><p>&nbsp;</p><p><br></p>";

  test.each([[EMPTY], [""], ["<p>\u200B\u00AD</p>"], ["<p title='a > b'></p>"]])("%j has no text", async (body) => {
    expect(await errorsOf(await put({ body }))).toEqual([
      {
        field: "body",
        problem: "has no text and no picture",
        allowed: "the story's text; or status: withheld until there is one",
      },
    ]);
    const checked = await desk("POST", "/check", { masthead: MASTHEAD, articles: [article({ id: "story", body })] });
    expect(await errorsOf(checked)).toMatchObject([{ article: "story", field: "body" }]);
  });

  test("a text can't be emptied: not by sending it again, not by a correction", async () => {
    expect((await put({ body: EMPTY }, "harbour")).status).toBe(422);
    const corrected = await desk("POST", "/articles/harbour/correct", { note: "n", changes: { body: EMPTY } });
    expect(await errorsOf(corrected)).toMatchObject([{ field: "changes.body", problem: "has no text and no picture" }]);
    expect(await (await get("/v1/articles/harbour")).text()).toContain("The harbour is open again.");
  });

  test("withheld it may wait for its text, but can't be restored before; a kill needs none", async () => {
    await publish("story", { body: EMPTY, status: "withheld" });
    expect(await errorsOf(await desk("POST", "/articles/story/restore", { reason: "r" }))).toMatchObject([
      { field: "body" },
    ]);
    expect((await put({ body: EMPTY, status: "canceled", reason: "r" }, "harbour")).status).toBe(200);
    expect((await get("/articles/harbour")).status).toBe(410);
  });

  test("what the desk restored isn't emptied by sending it as withheld again", async () => {
    await publish("story", { status: "withheld" });
    await act("story", "restore", { reason: "r" });
    expect((await put({ status: "withheld", body: EMPTY })).status).toBe(422);
  });
});

describe("corrections are of their time", () => {
  test.each([
    ["2027-11-24T10:00:00Z", "is in the future"],
    ["2026-04-30T23:59:59Z", "is before published"],
  ])("%s", async (at, problem) => {
    const corrections = [{ at, kind: "correction", note: "x" }];
    expect(await errorsOf(await put({ corrections }))).toMatchObject([{ field: "corrections[0].at", problem }]);
  });

  test("at the very time of publication, and now", async () => {
    const at = ["2026-05-01T00:00:00Z", "2026-06-01T12:00:00Z"];
    await publish("story", { corrections: at.map((each) => ({ at: each, note: "x" })) });
  });

  test("one that an earlier release took doesn't keep the desk from killing", async () => {
    await act("harbour", "kill", { reason: "r" });
  });
});

test("an image that breaks off isn't kept", async () => {
  for (const bytes of Object.values(IMAGES).map((each) => each.slice(0, -16))) {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "image/*" };
    const path = `/v1/desk/images/${await sha256Hex(bytes)}`;
    expect(await errorsOf(await request(path, { method: "PUT", headers, body: bytes }))).toHaveLength(1);
    expect((await request(path, { headers })).status).toBe(404);
  }
});
