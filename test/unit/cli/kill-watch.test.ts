import { describe, expect, test } from "vitest";
import { addressesOf, licensedImages } from "../../../src/cli/carriers.ts";
import type { DeskArticle } from "../../../src/cli/client.ts";
import { marksOf, ownMarks, shows, tells } from "../../../src/cli/marks.ts";

const ARTICLE: DeskArticle = {
  ...{
    id: "harbour",
    address: "harbour",
    version: 1,
    standing: "released",
    status: "usable",
    released: null,
    releaseAt: "",
  },
  ...{
    embargo: null,
    expires: null,
    killed: null,
    actions: [],
    corrections: [],
    closedLinks: [],
    versions: [],
    log: [],
  },
  ...{ expired: false, modified: "", sent: {}, decided: {} },
  licence: { id: "open", name: "Open" },
  article: {
    headline: "Harbour “half” open again",
    summary: "Ships wait & wait. The harbour reopened on Monday morning.",
    body: '<p>It isn&#x27;t <a href="https://a.example/">the old pier</a> that was mended this time.</p>',
  },
  channels: [
    { id: "latest", address: "latest", archive: 3 },
    { id: "section/asia", address: "section/asia", archive: null },
  ],
  images: [
    { path: "/images/a.png", elsewhere: false },
    { path: "/images/b.png", elsewhere: true },
  ],
};
const KEY = "cw_secret";

describe("the addresses that a kill has to reach", () => {
  const open = addressesOf(ARTICLE, undefined).map(({ path }) => path);

  test("page, API, offer, feeds in three formats with the page of the archive, lists, and images that are only its own", () => {
    expect(open).toEqual(
      expect.arrayContaining([
        ...["/", "/articles/harbour", "/articles/harbour/offer.jsonld", "/articles/harbour/rsl.xml"],
        ...["/v1/articles/harbour", "/v1/articles/harbour?format=ninjs", "/images/a.png"],
        ...["rss", "atom", "json"].flatMap((format) => [`/feeds/latest.${format}`, `/feeds/section/asia.${format}`]),
        ...["/feeds/latest/archive/3.atom", "/v1/articles?limit=50&channel=section%2Fasia"],
      ]),
    );
    expect(open).not.toContain("/images/b.png");
    expect(open.join()).not.toContain("asia/archive");
  });

  test("with a key those behind the door too, and the key in nothing that is told", () => {
    const keyed = addressesOf(ARTICLE, KEY);
    expect(keyed.map(({ path }) => path)).toEqual(
      expect.arrayContaining([...open, "/licensed/articles/harbour", "/licensed/feeds/latest/archive/3.rss"]),
    );
    expect(keyed.some(({ path }) => path === `/k/${KEY}/feeds/latest.json`)).toBe(true);
    expect(keyed.map(({ name }) => name).join()).not.toContain(KEY);
    const withKey = keyed.filter(({ headers }) => headers.Authorization !== undefined);
    expect(withKey.every(({ path }) => path.startsWith("/licensed/") || path.startsWith("/v1/"))).toBe(true);
  });
});

describe("images that open without a key, though not everybody may have them", () => {
  const shown = (...urls: string[]) => ({
    slug: "harbour",
    metadata: { images: urls.map((url) => ({ url, alt: "A" })) },
  });
  const paths = (answer: unknown) => licensedImages(ARTICLE, answer).map(({ path }) => path);

  test("as the API names them to a key: those that only this article uses", () => {
    const urls = ["a.png", "a-0f0f.png", "b-1e1e.png", "c-2d2d.png"].map((file) => `https://w.example/images/${file}`);
    expect(paths(shown(...urls))).toEqual(["/images/a-0f0f.png"]);
    expect(licensedImages(ARTICLE, shown(...urls)).map(({ headers }) => headers)).toEqual([{}]);
  });

  test.each([
    ["nothing", undefined],
    ["no image", shown()],
    ["something else", { metadata: {} }],
  ])("none where the API shows %s", (_, answer) => expect(paths(answer)).toEqual([]));
});

describe("what still shows an article", () => {
  const marks = marksOf(ARTICLE, "A sourcing error.");

  test.each([
    ["its summary, however it is escaped", "Ships wait &amp; wait. The harbour reopened on Monday morning."],
    ["its text", "… that was mended this time."],
    ["its headline, in a list of links", "<title>Harbour &#8220;half&#8221; open again</title>"],
  ])("%s", (_, text) => {
    expect(shows(text, marks)).toBe(true);
  });

  test("words that other stories have, too, don't", () => {
    const own = ownMarks(marks, "Elsewhere: that was mended this time. And more.");
    expect(shows("… that was mended this time.", own)).toBe(false);
    expect(shows("Ships wait &amp; wait. The harbour reopened on Monday morning.", own)).toBe(true);
  });

  test("a notice doesn't: its headline beside the reason, nor another story", () => {
    expect(shows("Harbour “half” open again: withdrawn. A sourcing error.", marks)).toBe(false);
    expect(shows("Another story.", marks)).toBe(false);
    expect(tells('{"id":"https://w.example/articles/harbour","reason":"A sourcing error."}', marks)).toBe(true);
    expect(tells('{"id":"https://w.example/articles/other","reason":"A sourcing error."}', marks)).toBe(false);
  });
});
