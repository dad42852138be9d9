import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { factsOf } from "../support/facts.ts";
import { activeMarkup } from "../support/markup.ts";
import { storeAsIs } from "../support/stored.ts";
import { act, get, getLicensed, harbourWire, ORIGIN, publish } from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const NOTE = 'The pier was <wrong></em><script>alert(1)</script> & "so" was its date.';
const LINE =
  "<p><em>Correction, June 1, 2026: The pier was &lt;wrong&gt;&lt;/em&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot; was its date.</em></p>";
const text = async (path: string) => (await get(path)).text();
const json = async (path: string) => (await get(path)).json<Record<string, unknown>>();

beforeEach(async () => {
  await harbourWire();
  await act("harbour", "correct", { note: "Its date.", changes: { body: "<p>The pier is open.</p>" } });
  await storeAsIs("harbour", { corrections: [{ at: "2026-06-01T12:02:00Z", kind: "correction", note: NOTE }] });
  pass(60);
});

describe("a correction", () => {
  test("stands in the body between text and credit, the same in every format, with a later date and the same id", async () => {
    for (const format of FORMATS) {
      for (const response of [
        await get(`/feeds/latest.${format}`),
        await getLicensed(`/feeds/latest.${format}`, ["open"]),
      ]) {
        const [story] = factsOf(await response.text());
        expect([format, story?.body]).toEqual([
          format,
          expect.stringContaining(`<p>The pier is open.</p>${LINE}<hr><p>By Ann`),
        ]);
        expect(story).toMatchObject({
          id: `${ORIGIN}/articles/harbour`,
          published: "2026-05-01T00:00:00.000Z",
          modified: "2026-06-01T12:02:00.000Z",
        });
      }
    }
    expect((await json("/v1/articles/harbour")).body).toContain(`${LINE}<hr>`);
  });

  test("is told to software: in _commonwire, the API, ninjs and schema.org", async () => {
    const corrections = [{ at: "2026-06-01T12:02:00Z", kind: "correction", note: NOTE }];
    expect(await json("/feeds/latest.json")).toMatchObject({ items: [{ _commonwire: { version: 2, corrections } }] });
    expect(await json("/v1/articles/harbour")).toMatchObject({ metadata: { version: 2, corrections } });
    expect(await json("/v1/articles/harbour?format=ninjs")).toMatchObject({
      version: "2",
      edNote: `Correction, June 1, 2026: ${NOTE}`,
    });
    const [, data = ""] =
      /<script type="application\/ld\+json">(.*?)<\/script>/.exec(await text("/articles/harbour")) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      dateModified: "2026-06-01T12:02:00Z",
      correction: [{ "@type": "CorrectionComment", text: NOTE, datePublished: "2026-06-01T12:02:00Z" }],
    });
  });

  test("is shown on the story's page, as text", async () => {
    const page = await text("/articles/harbour");
    expect(page).toContain('<time datetime="2026-06-01T08:02:00-04:00">Correction, June 1, 2026:</time>');
    expect(page).toContain("The pier was &lt;wrong&gt;");
    expect(activeMarkup(page)).toEqual([]);
    await publish("other");
    expect(await text("/articles/other")).not.toContain("Corrections</h2>");
  });

  test.each([
    ["clarification", "2026-05-03T23:30:00-11:00", "2026-05-03T23:30:00-11:00", "Clarification, May 3, 2026:"],
    ["update", "2026-05-03T02:30:00Z", "2026-05-02T22:30:00-04:00", "Update, May 2, 2026:"],
    ["editors-note", "2026-05-03T00:30:00+09:00", "2026-05-03T00:30:00+09:00", "Editor’s note, May 3, 2026:"],
  ])("%s at %s bears the day of the zone that was written, or of the publication's", async (kind, at, local, head) => {
    await publish("other", { corrections: [{ at, kind, note: "Said better." }] });
    const line = `${head} Said better.`;
    expect(await text("/articles/other")).toContain(`<time datetime="${local}">${head}</time>`);
    const { body, metadata } = await json("/v1/articles/other");
    expect(body).toContain(`<p><em>${line}</em></p>`);
    const utc = `${new Date(at).toISOString().slice(0, 19)}Z`;
    expect(metadata).toMatchObject({ corrections: [{ at: utc, kind, note: "Said better." }] });
  });
});

describe("a correction isn't told further than its story", () => {
  test("of a summary the public gets the note and no body, the licensed reader both", async () => {
    await act("harbour", "relicense", { licence: "eligible" });
    const { body, metadata } = await json("/v1/articles/harbour");
    expect([body, metadata]).toEqual([undefined, expect.objectContaining({ corrections: [expect.anything()] })]);
    expect(await text("/feeds/latest.rss")).toContain("reopened on Monday.\n\nCorrection, June 1, 2026:");
    expect(await text("/feeds/latest.rss")).not.toContain("The pier is open.");
    expect(await text("/articles/harbour")).toContain("Correction, June 1, 2026:");
    expect(await (await getLicensed("/feeds/latest.rss", ["eligible"])).text()).toContain(LINE);
  });

  test("of a link nothing, and of a killed story nothing", async () => {
    const everywhere = async () => {
      const paths = ["articles/harbour", "v1/articles/harbour", "v1/articles/harbour?format=ninjs", "withdrawn.json"];
      const all = [...paths, ...FORMATS.map((format) => `feeds/latest.${format}`)].map((path) => text(`/${path}`));
      return (await Promise.all(all)).join("\n");
    };
    expect(await everywhere()).toContain("The pier was");
    await act("harbour", "relicense", { licence: "reserved" });
    expect(await everywhere()).not.toMatch(/The pier was|Correction,/);
    await act("harbour", "relicense", { licence: "open" });
    await act("harbour", "kill", { reason: "Wrong." });
    expect(await everywhere()).not.toMatch(/The pier was|Correction,/);
  });
});
