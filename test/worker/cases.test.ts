import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../src/model/hash.ts";
import { factsOf } from "../support/facts.ts";
import { IMAGES } from "../support/images.ts";
import { png } from "../support/png.ts";
import { bearer, keyFor, publisherWithKey, wireWith } from "../support/publisher.ts";
import {
  byApi,
  byCheck,
  byFile,
  byForm,
  caseWire,
  comparable,
  type Fields,
  fileOf,
  inputOf,
  mastheadOf,
  readNewsroom,
} from "../support/ways.ts";
import { article, desk, get, MASTHEAD, publish, publishMasthead, request, TOKEN } from "../support/wire.ts";

// Inputs that went wrong once, each submitted in every way that accepts it and checked in everything that is published.

const FILES = import.meta.glob("../fixtures/cases/*", { query: "?raw", import: "default", eager: true });
const input = (name: string): string => FILES[`../fixtures/cases/${name}`] ?? "";
const fieldsIn = (name: string): Fields => JSON.parse(input(`${name}.json`));

/** A text: what it becomes, and the reported changes. */
type Case = { body: string; told?: string[]; fields?: Fields };

const PICTURE = `<figure><img src="http://localhost:8787/images/{IMG}.png" alt="The bridge" width="1600" height="900"><figcaption>The bridge at dawn. (Photo: A. B.) · A. B. · <a href="https://creativecommons.org/licenses/by-nd/4.0/">Creative Commons Attribution-NoDerivatives 4.0 International</a></figcaption></figure>`;
const WATCH = "https://www.youtube.com/watch?v=abcdefghijk";

const CASES: Record<string, Case> = {
  "01-div-paragraphs": { body: "<p>First paragraph ends here.</p><p>Second paragraph starts.</p><p>Third.</p>" },
  "05-video-audio-fallback": {
    body: '<p>a</p><figure><p><a href="https://cdn.example.org/arrest.mp4">Video (cdn.example.org)</a></p><figcaption>Police video of the arrest</figcaption></figure><p><a href="https://cdn.example.org/call.mp3">Audio (cdn.example.org)</a></p><p>b</p>',
    told: ["replaced video: media (No player? Download)", "replaced audio: media"],
  },
  "07-datawrapper-noscript": {
    body: '<p>Chart:</p><p><a href="https://datawrapper.dwcdn.net/AbCdE/">Chart: Rents rose in every ward (datawrapper.dwcdn.net)</a></p><p>After</p>',
    told: ["replaced script: embed"],
  },
  "09-lazy-iframe": {
    body: '<p>See:</p><p><a href="https://www.youtube.com/embed/abc">Council meeting (youtube.com)</a></p><p><a href="https://player.vimeo.com/video/1">Video (player.vimeo.com)</a></p><p>After.</p>',
    told: ["replaced iframe: embed", "replaced iframe: embed"],
  },
  "11-iframe-title": {
    body: '<p>Chart:</p><p><a href="https://datawrapper.dwcdn.net/AbCdE/3/">Rents rose in every ward (datawrapper.dwcdn.net)</a></p><p>After</p>',
    told: ["replaced iframe: embed"],
  },
  "12-figcaption-lost": { body: `<p>a</p>${PICTURE}<p>b</p>` },
  "16-hidden-text": {
    body: "<p>Public.</p><p>End.</p>",
    told: ["removed p: hidden (Legal: do not name the source yet.)", "removed p: hidden (old draft)"],
  },
  "18-uppercase-scheme": {
    body: '<p><a href="https://example.org/report">report</a><a href="mailto:tips@example.org">tips</a></p>',
  },
  "20-curly-quote-href": {
    body: '<p><a href="https://example.org/a">link</a></p>',
    told: ["replaced a: mended link (link)"],
  },
  "21-footnotes-html": {
    body: '<p>Claim.<sup id="cw-fnref:1"><a href="#cw-fn:1">1</a></sup></p><ol><li id="cw-fn:1"><p>Source. <a href="#cw-fnref:1">↩</a></p></li></ol>',
  },
  "23-canonical-base": {
    fields: { canonical: "https://www.example.org/2026/05/story/" },
    body: '<p><a href="https://www.example.org/tag/city">tag</a><a href="https://www.example.org/2026/05/other/">other</a></p><p><a href="https://www.example.org/embed/map.html">example.org</a></p>',
    told: ["replaced iframe: embed"],
  },
  "24-strike": { body: "<p>The fee is <s>$50</s> $40.</p>" },
  "26-gdocs-all-bold": { body: "<p>Plain <strong>bold</strong></p><p>Second</p>" },
  "27-plain-text-body": {
    body: "<p>First paragraph.</p><p>Second with <strong>bold</strong>.</p><h2>Head</h2><p>Third.</p>",
  },
  "28-br-paragraphs": { body: "<p>One.</p><p>Two.</p><p>End.</p>" },
  "31-ruby": { body: "<p><ruby>虐待<rt>ぎゃくたい</rt></ruby>の事件</p>" },
  "51-rtl-dir-lost": {
    body: '<p dir="rtl">نص أول.</p><p dir="rtl">نص ثانٍ (ABC) 123.</p><p dir="rtl">ثالث</p>',
  },
  "52-emoji-image": { body: "<p>Hi 🙂 there</p>", told: ["replaced img: emoji"] },
  "54-oembed-url": { body: `<p><a href="${WATCH}">${WATCH}</a></p><p>After.</p>` },
};

type Warned = { action: string; element: string; reason: string; text?: string };
const told = (warnings: readonly Warned[]) =>
  warnings.map(({ action, element, reason, text }) => `${action} ${element}: ${reason}${text ? ` (${text})` : ""}`);
const problems = ({ errors }: { errors: { field: string; problem: string }[] }) =>
  errors.map(({ field, problem }) => `${field.replace(/^articles\[0\]\./, "")}: ${problem}`);

/** The form has no field for images, nor for the URL of first publication. */
const hasForm = (id: string) => !["12-figcaption-lost", "23-canonical-base"].includes(id);

describe("texts", () => {
  beforeAll(caseWire);

  test.each(Object.entries(CASES))("%s", async (id, { body, told: list = [], fields = {} }) => {
    const story = { id, body: input(`${id}.html`), fields };
    const sent = await byApi(story);
    expect([sent.body, told(sent.warnings)]).toEqual([body, list]);
    const read = await byFile(`${id}-file`, fileOf(story));
    expect([read.body, told(read.warnings)]).toEqual([body, list]);
    expect(told((await byCheck({ ...story, id: `${id}-check` })).warnings)).toEqual(list);
    if (!hasForm(id)) return;
    const written = await byForm({ ...story, id: `${id}-form` });
    expect([written.status, written.body]).toEqual([303, body]);
  });

  test("leave so in every feed and on every page", async () => {
    for (const path of ["/feeds/latest.json", "/feeds/latest.atom", "/feeds/latest.rss"]) {
      const items = factsOf(await (await get(path)).text());
      for (const [id, { body }] of Object.entries(CASES)) {
        const item = items.find((each) => each.id?.endsWith(`/${id}`));
        if (item !== undefined) expect([path, id, comparable(item.body ?? "", id)]).toEqual([path, id, body]);
      }
      expect(items.length).toBe(50);
    }
    for (const [id, { body }] of Object.entries(CASES)) {
      const page = (await (await get(`/articles/${id}`)).text()).replaceAll(`cw-${id}-`, "cw-").replace(/>\s+</g, "><");
      if (id !== "12-figcaption-lost") expect(page).toContain(body);
    }
  });
});

test("51-rtl-dir-lost, of a whole article", async () => {
  await caseWire();
  await byApi({ id: "arabic", body: "<p>نص أول.</p><div>ثالث</div>", fields: { language: "ar" } });
  const body = '<p dir="rtl">نص أول.</p><p dir="rtl">ثالث</p>';
  expect(await (await get("/articles/arabic")).text()).toContain(body);
  for (const path of ["/feeds/latest.json", "/feeds/latest.atom", "/feeds/latest.rss"])
    expect(factsOf(await (await get(path)).text())[0]?.body).toContain(body);
});

describe("texts that are refused", () => {
  beforeAll(caseWire);

  /** Expects the same refusal in every way, with nothing published. */
  async function refused(id: string, expected: string[], fields: Fields = {}) {
    const story = { id, body: input(`${id}.html`), fields };
    for (const way of [await byApi(story), await byCheck(story), await byFile(id, fileOf(story))])
      expect(problems(way)).toEqual(expected);
    const { status, page } = await byForm(story);
    expect([
      status,
      expected.every((each) => page.includes(each.replace(/^.*: /, "").replaceAll("'", "&#39;"))),
    ]).toEqual([422, true]);
    expect((await get(`/v1/articles/${id}`)).status).toBe(404);
  }

  test("14-empty-body", () => refused("14-empty-body", ["body: has no text and no picture"]));

  test("23-canonical-base, where nothing says whose page it is", () =>
    refused("23-canonical-base", ["body: links to a page that isn't on the wire"]));

  test("29-shortcodes-html", async () => {
    const problem = "body: is another system's code for pictures that aren't on the wire";
    await refused("29-shortcodes-html", [problem, problem]);
    const story = { id: "wordpress", body: input("29-shortcodes-html.html"), fields: { cms: "wordpress" } };
    for (const each of [await byApi(story), await byFile("wordpress-file", fileOf(story))]) {
      expect(each.body).toBe(
        '<p>Before.</p><p>The bridge. (Photo by A. B.)</p><p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p><p>He said "it [sic] works".</p>',
      );
      expect(told(each.warnings)).toContain('removed shortcode: shortcode ([gallery ids="1,2"])');
    }
  });
});

describe("files", () => {
  beforeAll(caseWire);

  test("32-tilde-range", async () => {
    const { errors, body } = await byFile("range", input("32-tilde-range.md"));
    expect([errors, body]).toEqual([
      [],
      "<p>Tickets cost 5~7 dollars, and the queue took 10~20 minutes.</p><p>3~5일, 오전 10~12시 사이. H~2~O.</p>",
    ]);
  });

  test.each([
    ["34-yaml-hash-headline", "is cut off at its #, which starts a comment", "Council votes #5 plan down"],
    ["36-yaml-colon-message", "has a colon in text without quotes", "Storm hits: thousands without power"],
  ])("%s", async (name, problem, whole) => {
    const { errors } = await byFile("story", input(`${name}.md`));
    expect(errors).toMatchObject([{ line: 2, field: "headline", problem, allowed: expect.stringContaining(whole) }]);
  });

  test("39-latin1-json", async () => {
    const story = { id: "cafe", body: "<p>Caf\u00E9</p>" };
    const latin1 = (text: string) => new Uint8Array([...text].map((each) => each.charCodeAt(0)));
    const send = (path: string, type: string, body: Uint8Array<ArrayBuffer>, method = "PUT") =>
      request(path, {
        method,
        headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": type, Accept: "application/json" },
        body,
      });
    const json = JSON.stringify(inputOf(story));
    expect((await send("/v1/desk/articles/cafe", "application/json", latin1(json))).status).toBe(400);
    const set = JSON.stringify({ masthead: await mastheadOf(), articles: [{ ...inputOf(story), id: "cafe" }] });
    expect((await send("/v1/desk/check", "application/json", latin1(set), "POST")).status).toBe(400);
    expect(problems(await byFile("cafe", latin1(fileOf(story))))).toEqual([": isn't valid UTF-8"]);
    const form = new URLSearchParams({
      ...Object.fromEntries(Object.entries(inputOf(story)).map(([name, value]) => [name, String(value)])),
      id: "cafe",
      version: "0",
    });
    const typed = latin1(form.toString().replaceAll("%C3%A9", "%E9"));
    expect((await send("/desk/write", "application/x-www-form-urlencoded", typed, "POST")).status).toBe(400);
    expect((await get("/v1/articles/cafe")).status).toBe(404);
  });
});

describe("fields", () => {
  beforeAll(caseWire);

  /** Returns each way's errors for refused fields. */
  async function refusals(fields: Fields) {
    const story = { id: "story", body: "<p>x</p>", fields };
    const { status, page } = await byForm(story);
    const ways = [await byApi(story), await byCheck(story), await byFile("story", fileOf(story))];
    return {
      said: ways.map(problems),
      allowed: ways.map(({ errors }) => errors.map(({ allowed }) => allowed)),
      status,
      page,
    };
  }

  test("37-entities-in-headline", async () => {
    const { said, allowed, status, page } = await refusals(fieldsIn("37-entities-in-headline"));
    const expected = ["headline: has HTML entities in plain text", "summary: has HTML tags and entities in plain text"];
    const offered = ['plain text: "Mayor’s plan & the city"', 'plain text: "It’s bold…"'];
    expect([said, allowed]).toEqual([Array(3).fill(expected), Array(3).fill(offered)]);
    expect([status, page.includes("has HTML entities in plain text")]).toEqual([422, true]);
  });

  test("40-utc-day", async () => {
    const fields = fieldsIn("40-utc-day");
    await byApi({ id: "api", body: "<p>x</p>", fields });
    await byFile("file", fileOf({ id: "file", body: "<p>x</p>", fields }));
    await byForm({ id: "form", body: "<p>x</p>", fields });
    for (const id of ["api", "file", "form"]) {
      const page = await (await get(`/articles/${id}`)).text();
      expect(page).toContain("Jun 30, 2026, 11:30 p.m. ET");
      expect(page).toContain('datetime="2026-06-30T23:30:00-04:00"');
      expect(page).not.toMatch(/July? 1, 2026/);
      expect(await (await get(`/v1/articles/${id}`)).text()).not.toContain("July 1, 2026");
    }
  });

  test("41-zero-width-headline", async () => {
    for (const headline of [fieldsIn("41-zero-width-headline").headline, "Ferry \u202Esnur"]) {
      const { said, status } = await refusals({ headline });
      expect([said.map((each) => each.length), status]).toEqual([[1, 1, 1], 422]);
      expect(said[0]?.[0]).toMatch(/^headline: has (no visible characters|an invisible character, U\+202E)$/);
      expect(said).toEqual(Array(3).fill(said[0]));
    }
  });

  test("42-correction-dropped", async () => {
    const note = { at: "2026-11-24T10:00:00-05:00", kind: "correction", note: "Her age is 52, not 25." };
    const story = { id: "corrected", body: "<p>c</p>" };
    expect(problems(await byApi({ ...story, fields: { corrections: [note] } }))).toEqual([]);
    for (const each of [await byApi(story), await byCheck(story), await byFile("corrected", fileOf(story))])
      expect(problems(each)).toEqual([expect.stringMatching(/^corrections: /)]);
    expect(await (await get("/articles/corrected")).text()).toContain(note.note);
    expect(problems(await byApi({ ...story, fields: { corrections: [] } }))).toEqual([]);
  });

  test("43-correction-date", async () => {
    const early = { at: "2026-11-18T10:00:00Z", kind: "correction", note: "x" };
    for (const [fields, problem] of [
      [fieldsIn("43-correction-date"), "is in the future"],
      [{ corrections: [early] }, "is before published"],
    ] as const) {
      const story = { id: "dated", body: "<p>x</p>", fields };
      for (const each of [await byApi(story), await byCheck(story), await byFile("dated", fileOf(story))])
        expect(problems(each)).toEqual([`corrections[0].at: ${problem}`]);
    }
  });
});

describe("pictures", () => {
  beforeAll(caseWire);

  test.each([
    ["49-truncated-image", IMAGES.jpg?.slice(0, 400) ?? new Uint8Array()],
    ["50-truncated-png", png(300, 200, "torn").slice(0, 60)],
  ])("%s", async (_, bytes) => {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "image/*" };
    const path = `/v1/desk/images/${await sha256Hex(bytes)}`;
    expect((await request(path, { method: "PUT", headers, body: bytes })).status).toBe(422);
    expect((await request(path, { headers })).status).toBe(404);
    const { mistakes } = await readNewsroom({ "images/torn.jpg": bytes });
    expect(mistakes).toMatchObject([{ file: "images/torn.jpg" }]);
  });
});

describe("addresses", () => {
  beforeAll(() => wireWith("free"));

  const status = async (path: string, headers = {}) => (await request(path, { headers, redirect: "manual" })).status;

  test("46-cors-if-none-match", async () => {
    const asked = {
      Origin: "https://reader.example",
      "Access-Control-Request-Method": "GET",
      "Access-Control-Request-Headers": "if-none-match",
    };
    for (const path of ["/feeds/latest.rss", "/v1/articles", "/v1/changes"]) {
      const { headers } = await request(path, { method: "OPTIONS", headers: asked });
      expect(headers.get("Access-Control-Allow-Headers")).toMatch(/If-None-Match,If-Modified-Since/);
    }
  });

  test("44-trailing-slash", async () => {
    for (const path of ["/feeds/latest.rss/", "/feeds/", "/articles/free/", "/feeds/LATEST.rss", "/articles/Free"])
      expect([path, await status(path)]).toEqual([path, 308]);
  });

  test("45-trailing-slash-key", async () => {
    const { key, token } = await publisherWithKey();
    const { key: forFeeds } = await keyFor(token, { kind: "feed" });
    for (const path of ["/licensed/feeds/latest.rss/", `/k/${forFeeds}/feeds/latest.rss/`])
      expect([path, await status(path, bearer(key))]).toEqual([path, 308]);
  });

  test("55-cc-relicensed", async () => {
    const url = "https://creativecommons.org/licenses/by-nd/4.0/";
    const { name, publicText, statement, contact, text, assets } = MASTHEAD.licences.open;
    const cc = { name, publicText, statement, contact, text, assets, url };
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, cc } });
    await publish("shared", { licence: "cc" });
    const said = "copies made under it can lawfully stay up";
    expect(await (await get("/desk/articles/shared", bearer(TOKEN))).text()).toContain("can’t be revoked");
    const relicensed = await desk("POST", "/articles/shared/relicense", { licence: "open" });
    expect(await relicensed.json()).toMatchObject({
      warnings: [{ reason: "irrevocable licence", message: expect.stringContaining(said) }],
    });
    await publish("given", { licence: "cc" });
    const answer = await (await desk("PUT", "/articles/given", article({ licence: "reserved" }))).text();
    expect(answer).toContain(said);
    expect(await (await get("/desk/articles/shared", bearer(TOKEN))).text()).not.toContain("can’t be revoked");
  });

  // Runs last: once an author is renamed, the old masthead with the earlier id is refused.
  test("47-author-renamed", async () => {
    const { ann, ...others } = MASTHEAD.authors;
    const authors = { ...others, anne: { ...ann, was: ["ann"] } };
    expect((await desk("PUT", "/masthead", { ...MASTHEAD, authors })).status).toBe(200);
    await publish("free", { authors: ["anne"] });
    expect([301, 308]).toContain(await status("/feeds/author/ann.rss"));
  });
});
