import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { beforeEach, describe, expect, test } from "vitest";
import { falseClaims, wordsOnPage } from "../support/catalogue-words.ts";
import { pass } from "../support/clock.ts";
import { crawl } from "../support/crawl.ts";
import { elementsOf } from "../support/elements.ts";
import { act, desk, freshWire, get, getLicensed, MASTHEAD, ORIGIN, publish, publishMasthead } from "../support/wire.ts";

/** Stories in their own languages. */
const STORIES = {
  english: { language: "en", headline: "Harbour reopens", body: "<p>Ships are back.</p>" },
  spanish: { language: "es-MX", headline: "Reabre el puerto", body: "<p>Vuelven los barcos.</p>" },
  german: { language: "de", headline: "Der Hafen ist wieder offen", body: "<p>Die Schiffe sind zurück.</p>" },
  korean: { language: "ko", headline: "항구가 다시 열렸다", body: "<p>배가 돌아왔다.</p>" },
  arabic: { language: "ar", headline: "الميناء يفتح من جديد", body: "<p>عادت السفن.</p>" },
  french: { language: "fr", headline: "Le port rouvre", body: "<p>Les bateaux reviennent.</p>" },
} as const;

/** A license under which everybody may republish a story. */
const OPEN = {
  ...MASTHEAD.licences.open,
  grant: { republish: "allow" as const },
  eligibility: { who: "anyone" as const },
};

const mastheadIn = (language: string) => ({
  ...MASTHEAD,
  publication: { ...MASTHEAD.publication, language },
  licences: { ...MASTHEAD.licences, open: OPEN },
});

/** Creates a wire whose publication has a language, with a story in each of our languages and in two others. */
async function wireIn(language: string): Promise<void> {
  await publishMasthead(mastheadIn(language));
  pass(60);
  for (const [id, story] of Object.entries(STORIES)) await publish(id, { ...story, summary: story.headline });
  await publish("closed", { ...STORIES.korean, headline: "닫힌 항구", summary: "요약문", licence: "eligible" });
  await publish("reserved", { ...STORIES.spanish, headline: "Puerto reservado", licence: "reserved" });
  await publish("taken", { headline: "A false claim" });
  await act("taken", "kill", { reason: "Wahr ist das nicht." });
  await act("korean", "correct", { note: "날짜를 바로잡았다." });
  await act("french", "correct", { note: "Date corrigée." });
  pass(60);
}

const page = async (path: string): Promise<string> => (await get(path, { Accept: "text/html" })).text();

const elements = (html: string) => elementsOf(parse(html));

const attribute = ({ attrs }: DefaultTreeAdapterTypes.Element, wanted: string) =>
  attrs.find(({ name }) => name === wanted)?.value;

/** Returns the language and direction that the first element with a name declares. */
const claims = (html: string, tag: string) => {
  const found = elements(html).find(({ tagName }) => tagName === tag);
  return found && [attribute(found, "lang"), attribute(found, "dir")];
};

/** Returns the language that the nearest ancestor declares for an element. */
const claimedBy = (element: DefaultTreeAdapterTypes.Element): string => {
  const { parentNode } = element;
  return attribute(element, "lang") ?? (parentNode && "attrs" in parentNode ? claimedBy(parentNode) : "");
};

beforeEach(freshWire);

describe.each([
  ["en-US", "en-US", "Skip to content"],
  ["es-419", "es-419", "Ir al contenido"],
  ["de-AT", "de-AT", "Zum Inhalt"],
  ["ko", "ko", "본문으로 건너뛰기"],
  ["ar", "en", "Skip to content"],
  ["fr-CA", "en", "Skip to content"],
])("a publication in %s", (language, root, skip) => {
  beforeEach(() => wireIn(language));

  test("has each of our words, on every page, under an element that claims its language", async () => {
    const { pages } = await crawl({ origin: ORIGIN, get: (path) => get(path, { Accept: "text/html" }) });
    for (const path of [
      "/articles/korean/republish",
      "/articles/french/republish",
      "/search?q=harbour",
      "/search?q=nothingatall",
    ])
      pages.set(path, await page(path));
    expect(pages.size).toBeGreaterThan(20);
    // A kit's HTML becomes part of another site's page, which declares the language.
    for (const path of [...pages.keys()].filter((each) => each.endsWith(".html"))) pages.delete(path);
    for (const [path, html] of pages) expect([path, falseClaims(html)]).toEqual([path, []]);
    const said = [...pages.values()].flatMap(wordsOnPage);
    expect(new Set(said.map(({ claimed }) => claimed.split("-")[0]))).toEqual(new Set(["en", "es", "de", "ko"]));
    expect(new Set(said.map(({ words }) => words)).size).toBeGreaterThan(120);
  });

  test("says around every page in which words it is", async () => {
    for (const path of [
      "/",
      "/sections/asia",
      "/search",
      "/articles/korean",
      "/archive",
      "/feeds",
      "/withdrawn",
      "/docs",
    ]) {
      const html = await page(path);
      expect([path, claims(html, "html")]).toEqual([path, [root, undefined]]);
      expect(html).toContain(`>${skip}</a>`);
    }
  });

  test("names what it says itself by its own language", async () => {
    const home = elements(await page("/")).filter((each) => attribute(each, "href") === `${ORIGIN}/sections/asia`);
    const subtag = (tag: string) => tag.split("-")[0];
    expect(new Set(home.map((each) => subtag(claimedBy(each))))).toEqual(new Set([subtag(language)]));
    const isOurs = root === language;
    expect(claims(await page("/sections/asia"), "h1")).toEqual([isOurs ? undefined : language, "auto"]);
  });

  test("has its long texts in English, and says so where its words are others", async () => {
    for (const path of ["/docs", "/licences/open", "/apply", "/sign-in", "/articles/korean/republish", "/nowhere"]) {
      const [lang] = claims(await page(path), "main") ?? [];
      expect([path, lang]).toEqual([path, root.startsWith("en") ? undefined : "en"]);
    }
  });

  test("has a desk in English whole, which is told of words that no editor has read", async () => {
    const html = await (await desk("GET", "/../../desk")).text();
    expect(claims(html, "html")?.[0]).toMatch(/^en/);
    expect(falseClaims(html)).toEqual([]);
    expect(html.includes("no editor who speaks")).toBe(["es-419", "de-AT", "ko"].includes(language));
  });
});

describe("a story's page", () => {
  beforeEach(() => wireIn("de"));

  test.each([
    ["english", "en", undefined, "By ", "Republish this story"],
    ["spanish", "es-MX", undefined, "Por ", "Republicar este artículo"],
    ["german", "de", undefined, "Von ", "Diesen Beitrag nachdrucken"],
    ["korean", "ko", undefined, "글: ", "이 기사 전재하기"],
    ["arabic", "ar", "rtl", "By ", "Republish this story"],
    ["french", "fr", undefined, "By ", "Republish this story"],
  ])("in %s speaks its language, inside the publication's frame", async (id, language, direction, by, call) => {
    const html = await page(`/articles/${id}`);
    expect(claims(html, "html")).toEqual(["de", undefined]);
    expect(claims(html, "article")).toEqual([language, direction]);
    expect(html).toContain(`<b>${by}<a rel="author"`);
    expect(html).toContain(`>${call}</a>`);
    expect(html).toContain(">Zum Inhalt</a>");
    expect(claims(html, "title")).toEqual([language === "de" ? undefined : language, undefined]);
  });

  test("writes its dates as its language does", async () => {
    expect(await page("/articles/korean")).toContain("정정, 2026년 6월 1일:");
    expect(await page("/articles/french")).toContain("Correction, June 1, 2026:");
    expect(await page("/articles/german")).toMatch(/>30\. Apr\. 2026, 20:00 GMT-4</);
  });

  test("tells of a withdrawal in the publication's words", async () => {
    const html = await page("/articles/taken");
    expect(html).toContain("<h1>Dieser Beitrag wurde zurückgezogen</h1>");
    expect(falseClaims(html)).toEqual([]);
  });
});

describe("a story's credit", () => {
  /** The credit's words in each language, and in no other. */
  const CREDIT = {
    english: "First published by <a href",
    spanish: "Publicado por primera vez por <a href",
    german: "Zuerst veröffentlicht von <a href",
    korean: "최초 보도: <a href",
    arabic: '<p lang="en">By Ann Author, Test Foundation. First published by <a href',
    french: '<p lang="en">By Ann Author, Test Foundation. First published by <a href',
  } as const;

  test.each(["en-US", "ko", "ar"])(
    "follows the story's language in every feed, of a publication in %s",
    async (language) => {
      await wireIn(language);
      for (const format of ["rss", "atom", "json"]) {
        const feed = (await (await get(`/feeds/latest.${format}`)).text()).replaceAll('\\"', '"');
        for (const words of Object.values(CREDIT))
          expect([format, feed]).toEqual([format, expect.stringContaining(words)]);
        expect(feed).toContain("정정, 2026년 6월 1일: 날짜를 바로잡았다.");
        expect(feed).toContain('<span lang="en">Correction, June 1, 2026:</span> Date corrigée.');
      }
    },
  );

  test.each(["english", "spanish", "german", "korean", "french"] as const)(
    "of the one in %s follows it in the API and every form of the kit",
    async (id) => {
      await wireIn("es");
      const plain = {
        english: "First published by",
        spanish: "Publicado por",
        german: "Zuerst veröffentlicht von",
        korean: "최초 보도:",
        french: "First published by",
      }[id];
      const api = await (await get(`/v1/articles/${id}`)).json<{ creditBlock: { html: string; text: string } }>();
      expect(api.creditBlock.html).toContain(CREDIT[id]);
      expect(api.creditBlock.text).toContain(plain);
      for (const ending of ["html", "txt", "md", "blocks.html", "xml", "json"]) {
        const kit = await get(`/articles/${id}/republish.${ending}`);
        expect([ending, kit.status, await kit.text()]).toEqual([ending, 200, expect.stringContaining(plain)]);
      }
    },
  );

  test("says in a template's own words what the licence has in the publication's language", async () => {
    const open = {
      ...MASTHEAD.licences.open,
      attribution: {
        ...MASTHEAD.licences.open.attribution,
        bylineTemplate: "Text: {names} ({affiliations})",
        firstPublishedTemplate: "Erschienen bei {holder}, {date}",
      },
    };
    await publishMasthead({
      ...MASTHEAD,
      publication: { ...MASTHEAD.publication, language: "de" },
      licences: { ...MASTHEAD.licences, open },
    });
    await publish("korean", { ...STORIES.korean, authors: ["ann", "bob"] });
    await publish("german", { ...STORIES.german, authors: ["ann", "bob"] });
    const block = async (id: string) =>
      (await (await get(`/v1/articles/${id}`)).json<{ creditBlock: { html: string } }>()).creditBlock.html;
    expect(await block("korean")).toContain(
      '<span lang="de">Text: Ann Author und Bob Byline (Test Foundation und Guest Paper).</span>',
    );
    expect(await block("korean")).toContain(", 1. Mai 2026.</span>");
    expect(await block("korean")).toContain("라이선스: <a rel");
    expect(await block("german")).not.toContain("lang=");
  });

  test("says what a shortened text and a closed one say in the story's language", async () => {
    await wireIn("en-US");
    expect(await page("/articles/closed")).toContain("이 글은 요약입니다.");
    expect(await (await get("/feeds/latest.json")).text()).toContain("Lea este artículo en Test Foundation:");
    const licensed = await (await getLicensed("/v1/articles/closed", ["eligible"])).text();
    expect(licensed).toContain("최초 보도:");
  });
});

describe("a feed", () => {
  test("speaks the publication's language of what was withdrawn, and says where it can't", async () => {
    await wireIn("de");
    expect(await (await get("/feeds/latest.atom")).text()).toContain("<title>Zurückgezogener Beitrag: ");
    expect(await (await get("/withdrawn.atom")).text()).toContain("zurückgezogene Beiträge");
    await publishMasthead(mastheadIn("ar"));
    pass(60);
    expect(await (await get("/feeds/latest.atom")).text()).toContain('<title xml:lang="en">Withdrawn story: ');
  });
});
