import { parseFeed, parseOpml } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { escapeXml } from "../../src/render/feed/xml.ts";
import { pass } from "../support/clock.ts";
import { factsOf, plain } from "../support/facts.ts";
import { png } from "../support/png.ts";
import { storeAsIs } from "../support/stored.ts";
import { freshWire, get, getLicensed, MASTHEAD, ORIGIN, publish, publishMasthead, upload } from "../support/wire.ts";
import { elementsOf } from "../support/xml.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const NASTY = `A ]]> b ]]> <script>x</script> & &amp; "quoted" 'single' 😀 \u202Eright`;

let photo = "";

beforeEach(async () => {
  await freshWire();
  photo = await upload(png(1600, 900, "photo"));
  await publishMasthead();
  pass(60);
  const image = {
    sha256: photo,
    alt: "Alt",
    caption: "Caption",
    credit: "C. Redit / Agency",
    owner: "Owner",
    licence: "open",
  };
  await publish("plain", {
    updated: "2026-05-02T00:00:00Z",
    authors: ["ann", "bob"],
    images: [image],
    body: `<p>Text.</p><p><img src="/images/${photo}"></p>`,
  });
  await publish("nasty", {
    published: "2026-05-03T00:00:00Z",
    body: `<p>${NASTY.replaceAll("<", "&lt;")}</p><pre><code>]]&gt; &lt;/item&gt;</code></pre>`,
  });
  await storeAsIs("nasty", { headline: NASTY, summary: NASTY });
  await publish("summary", { licence: "eligible", published: "2026-05-04T00:00:00Z" });
  await publish("link", {
    licence: "reserved",
    published: "2026-05-05T00:00:00Z",
    authors: [],
    holder: "Partner Paper",
    canonical: "https://partner.example/story?a=1&b=2",
  });
});

const text = async (path: string) => (await get(path)).text();
const facts = async (format: string) => factsOf(await text(`/feeds/latest.${format}`));

describe("the three formats say the same", () => {
  test("id, link, title, dates, authors, tags, summary, body, licence, holder, rights, images", async () => {
    const [rss, atom, json] = await Promise.all(FORMATS.map(facts));
    expect(rss).toHaveLength(4);
    expect(atom).toEqual(rss);
    expect(json).toEqual(rss);
  });

  test("and so they do to a licensed reader", async () => {
    const [rss, atom, json] = await Promise.all(
      FORMATS.map(async (format) =>
        factsOf(await (await getLicensed(`/feeds/latest.${format}`, ["eligible", "reserved"])).text()),
      ),
    );
    expect(rss?.every(({ body }) => body !== undefined)).toBe(true);
    expect(atom).toEqual(rss);
    expect(json).toEqual(rss);
  });

  test("what they say is what was published", async () => {
    const [link, summary, nasty, plain] = await facts("atom");
    expect(plain).toMatchObject({
      id: `${ORIGIN}/articles/plain`,
      link: `${ORIGIN}/articles/plain`,
      published: "2026-05-01T00:00:00.000Z",
      modified: "2026-05-02T00:00:00.000Z",
      authors: ["Ann Author", "Bob Byline"],
      tags: ["Asia", "Trade"],
      licence: `${ORIGIN}/licences/open`,
      holder: "Test Foundation",
      images: [[`${ORIGIN}/images/${photo}.png`, "image/png", "C. Redit / Agency", `${ORIGIN}/licences/open`]],
    });
    expect(plain?.body).toContain("<figcaption>Caption · C. Redit / Agency · ");
    expect(plain?.body).toContain(
      "<hr><p>By Ann Author and Bob Byline, Test Foundation and Guest Paper. First published by",
    );
    expect(nasty).toMatchObject({ title: NASTY, summary: NASTY });
    expect(summary).toMatchObject({
      body: undefined,
      summary: "The harbour reopened on Monday.",
      licence: `${ORIGIN}/licences/eligible`,
    });
    expect(link).toMatchObject({
      link: "https://partner.example/story?a=1&b=2",
      authors: ["Partner Paper"],
      summary: undefined,
      body: undefined,
    });
  });
});

describe("RSS 2.0", () => {
  test("is well-formed, with what the specification requires", async () => {
    const xml = await text("/feeds/latest.rss");
    const names = elementsOf(xml);
    expect(names[0]).toBe("0 {}rss");
    for (const name of ["title", "link", "description"]) expect(names).toContain(`2 {}${name}`);
    const { feed } = parseFeed(xml);
    expect(feed).toMatchObject({
      language: "en-US",
      lastBuildDate: "Tue, 05 May 2026 00:00:00 GMT",
      atom: { links: [{ rel: "self", href: `${ORIGIN}/feeds/latest.rss` }] },
    });
    expect(xml).not.toMatch(/<author>|isPermaLink="true"/);
    expect(xml.match(/<guid isPermaLink="false">/g)).toHaveLength(4);
  });

  test("an enclosure has its true type and length", async () => {
    expect(await text("/feeds/latest.rss")).toMatch(
      new RegExp(`<enclosure length="${png(1600, 900, "photo").length}" type="image/png" url="[^"]+"/>`),
    );
  });

  test("dates are RFC 822's", async () => {
    const dates = [...(await text("/feeds/latest.rss")).matchAll(/<(?:pubDate|lastBuildDate)>([^<]*)</g)].map(
      (match) => match[1] ?? "",
    );
    expect(dates).toHaveLength(6);
    for (const date of dates)
      expect(date).toMatch(
        /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/,
      );
  });

  test("no element of a name of our own, and no token, is left of the making", async () => {
    for (const format of ["rss", "atom"]) {
      const xml = await text(`/feeds/latest.${format}`);
      expect(xml).not.toMatch(/cw:\d+|<extensions>/);
      expect(elementsOf(xml).filter((name) => name.includes("extensions"))).toEqual([]);
    }
  });
});

describe("what importers need", () => {
  const at = async (format: string) => parseFeed(await text(`/feeds/latest.${format}`));
  const LINE = "Read this story at Partner Paper: https://partner.example/story?a=1&b=2";

  test("an item without text says where to read it, in each format", async () => {
    const [rss, atom, json] = await Promise.all(FORMATS.map(at));
    if (rss?.format !== "rss" || atom?.format !== "atom" || json?.format !== "json") throw new Error("formats");
    expect(plain(rss.feed.items?.[0]?.description)).toBe(LINE);
    expect(atom.feed.entries?.[0]?.summary?.value).toBe(LINE);
    expect(json.feed.items?.[0]).toMatchObject({ content_text: LINE, content_html: `<p>${escapeXml(LINE)}</p>` });
  });

  test("JSON Feed: HTML beside each text, and where a story first ran", async () => {
    const { items } = await (await get("/feeds/latest.json")).json<{ items: Record<string, string>[] }>();
    expect(items.map(({ content_html }) => content_html?.startsWith("<p>"))).toEqual(items.map(() => true));
    expect(items.map(({ external_url }) => external_url)).toEqual([
      "https://partner.example/story?a=1&b=2",
      ...[undefined, undefined, undefined],
    ]);
  });

  test("each author by name: dc:creator, author, authors; the joint byline is in the credit", async () => {
    const [rss, atom, json] = await Promise.all(FORMATS.map(facts));
    for (const item of [rss, atom, json]) {
      expect(item?.at(-1)?.authors).toEqual(["Ann Author", "Bob Byline"]);
      expect(item?.at(-1)?.body).toContain("By Ann Author and Bob Byline");
    }
  });

  test("Atom: a category's term is its name, its scheme says of what kind", async () => {
    const parsed = await at("atom");
    if (parsed.format !== "atom") throw new Error("not Atom");
    expect(parsed.feed.entries?.at(-1)?.categories).toEqual([
      { term: "Asia", scheme: `${ORIGIN}/feeds#section`, label: "Asia" },
      { term: "Trade", scheme: `${ORIGIN}/feeds#topic`, label: "Trade" },
    ]);
  });

  test("RSS: the channel's pubDate is that of its last change", async () => {
    const parsed = await at("rss");
    expect(parsed.feed).toMatchObject({ pubDate: "Tue, 05 May 2026 00:00:00 GMT" });
  });

  test("RSS, Atom: an image's licence in an element of our own, with whether it may be passed on, and no other's words", async () => {
    for (const format of ["rss", "atom"]) {
      const xml = await text(`/feeds/latest.${format}`);
      const url = `${ORIGIN}/licences/open`;
      expect(xml).toContain(`xmlns:cw="${ORIGIN}/ns#"`);
      expect(xml).toContain(
        `<dcterms:license>${url}</dcterms:license><cw:licence href="${url}" resyndication="deny">Licence full</cw:licence></media:content>`,
      );
      expect(xml).not.toMatch(/media:(?:license|status)|type="sharing"| xmlns:cc=/);
    }
    expect(await text("/ns")).toContain('<dt id="licence">');
  });
});

describe("Atom 1.0", () => {
  test("RFC 4287 §4.1.1: id, title, updated once each; an author for every entry", async () => {
    const names = elementsOf(await text("/feeds/latest.atom"));
    const ATOM = "{http://www.w3.org/2005/Atom}";
    expect(names[0]).toBe(`0 ${ATOM}feed`);
    for (const name of ["id", "title", "updated"]) {
      expect(names.filter((each) => each === `1 ${ATOM}${name}`)).toHaveLength(1);
      expect(names.filter((each) => each === `2 ${ATOM}${name}`)).toHaveLength(4);
    }
    expect(names.filter((each) => each === `2 ${ATOM}author`).length).toBeGreaterThanOrEqual(4);
  });

  test("RFC 4946: exactly one licence link an entry, none for the feed", async () => {
    const { feed } = parseFeed(await text("/feeds/latest.atom"));
    if (!("entries" in feed)) throw new Error("not Atom");
    expect(feed.entries?.map((entry) => entry.links?.filter(({ rel }) => rel === "license").length)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(feed.links?.filter(({ rel }) => rel === "license")).toEqual([]);
  });
});

describe("JSON Feed 1.1", () => {
  test("has what the specification requires, and one extension with an about", async () => {
    const response = await get("/feeds/latest.json");
    expect(response.headers.get("Content-Type")).toBe("application/feed+json; charset=utf-8");
    const feed = await response.json<{
      version: string;
      title: string;
      feed_url: string;
      items: Record<string, unknown>[];
    }>();
    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      title: "Test Foundation",
      feed_url: `${ORIGIN}/feeds/latest.json`,
    });
    for (const item of feed.items) {
      expect(item.id).toMatch(/^http/);
      expect(item.content_html ?? item.content_text).toEqual(expect.any(String));
      expect(Object.keys(item).filter((key) => key.startsWith("_"))).toEqual(["_commonwire"]);
      expect(item._commonwire).toMatchObject({ about: `${ORIGIN}/docs#commonwire` });
      expect(item).not.toHaveProperty("author");
    }
    expect(await text("/docs")).toContain('id="commonwire"');
  });
});

test("the OPML list names every channel that carries something, and each address answers", async () => {
  const xml = await text("/feeds.opml");
  elementsOf(xml);
  const { body, head } = parseOpml(xml);
  expect(head?.title).toBe("Test Foundation");
  const urls = body?.outlines?.map(({ xmlUrl }) => xmlUrl) ?? [];
  expect(urls).toHaveLength(8);
  for (const url of urls) expect((await get((url ?? "").slice(ORIGIN.length))).status).toBe(200);
});

describe("same data, same bytes", () => {
  test("two renders are byte-identical, whatever the clock says", async () => {
    for (const path of [
      ...FORMATS.map((format) => `/feeds/latest.${format}`),
      "/",
      "/feeds",
      "/feeds.opml",
      "/articles/plain",
      "/v1/articles",
      "/openapi.json",
      "/docs",
    ]) {
      const first = await text(path);
      pass(86_400);
      isolate.reset();
      expect([path, await text(path)]).toEqual([path, first]);
    }
  });

  test("an empty channel is a valid feed", async () => {
    for (const format of FORMATS) {
      const xml = await text(`/feeds/section/world.${format}`);
      expect(factsOf(xml)).toEqual([]);
      if (format !== "json") elementsOf(xml);
    }
    expect(MASTHEAD.publication.sections.world).toBe("World");
  });
});
