import { vi } from "vitest";
import { escapeXml } from "../../src/render/feed/xml.ts";
import type { FakeRequest } from "./fake-wordpress.ts";

/** A story in a feed that is served from memory. Undefined fields are left out. */
export type FeedStory = {
  guid: string | undefined;
  link: string | undefined;
  title: string;
  html: string | undefined;
  summary: string | undefined;
  published: string | undefined;
  updated: string | undefined;
  authors: string[];
  terms: string[];
  /** Additional raw markup. */
  more: string;
};

export type FeedFormat = "rss" | "rdf" | "atom" | "json";

const MIME = {
  ...{ rss: "application/rss+xml", rdf: "application/rdf+xml" },
  ...{ atom: "application/atom+xml", json: "application/feed+json" },
};

/** A site with a feed and a paged archive. It renders each answer anew, so that a test can change anything. */
export class FakeFeed {
  readonly home: string;
  format: FeedFormat;
  stories: FeedStory[] = [];
  /** RFC 6721 tombstones: the guid and the time of deletion. */
  deleted: [guid: string, when: string][] = [];
  /** The number of stories on a page, whether pages link to the next one, and whether answers have validators. */
  window = 10;
  hasPages = false;
  hasValidators = true;
  asked: FakeRequest[] = [];
  images = new Map<string, Uint8Array<ArrayBuffer>>();
  instead: ((request: Request) => Response | Promise<Response> | undefined) | undefined;

  constructor(format: FeedFormat = "rss", home = "https://paper.example") {
    this.format = format;
    this.home = home;
  }

  /** Adds a story with the next number, published now, before all others. */
  write(over: Partial<FeedStory> = {}): FeedStory {
    const number = this.stories.length + 1;
    const story: FeedStory = {
      ...{ guid: `${this.home}/?p=${number}`, link: `${this.home}/2026/story-${number}/`, title: `Story ${number}` },
      ...{ html: `<p>The text of story ${number}.</p>`, summary: undefined, published: new Date().toISOString() },
      ...{ updated: undefined, authors: ["Ana Ruiz"], terms: [], more: "" },
      ...over,
    };
    this.stories.unshift(story);
    return story;
  }

  /** Answers every outgoing request of the Worker; an unknown address is not found. */
  answer() {
    return vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const response = (await this.instead?.(request)) ?? (await this.respond(request));
      const bytes = (await response.clone().arrayBuffer()).byteLength;
      this.asked.push({ address: request.url, headers: request.headers, bytes });
      return response;
    });
  }

  async respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const image = this.images.get(request.url);
    if (image) return new Response(image, { headers: { "Content-Type": "image/png" } });
    if (url.origin !== this.home || url.pathname !== "/feed") return new Response("not here", { status: 404 });
    const page = Number(url.searchParams.get("page") ?? 1);
    if (page > 1 && (page - 1) * this.window >= this.stories.length) return new Response("no more", { status: 404 });
    const body = this.render(page);
    const etag = `"${[...body].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)}"`;
    const headers: Record<string, string> = { "Content-Type": MIME[this.format] };
    if (this.hasValidators) headers.ETag = etag;
    if (this.hasValidators && request.headers.get("If-None-Match") === etag)
      return new Response(null, { status: 304, headers });
    return new Response(body, { headers });
  }

  /** Returns the document of a page. */
  render(page = 1): string {
    const shown = this.stories.slice((page - 1) * this.window, page * this.window);
    const hasNext = this.hasPages && page * this.window < this.stories.length;
    const next = hasNext ? `${this.home}/feed?page=${page + 1}` : undefined;
    return RENDER[this.format](this, shown, next);
  }
}

type Render = (feed: FakeFeed, shown: readonly FeedStory[], next: string | undefined) => string;

const tag = (name: string, text: string | undefined, attributes = ""): string =>
  text === undefined ? "" : `<${name}${attributes}>${escapeXml(text)}</${name}>`;
const tags = (name: string, texts: readonly string[]): string => texts.map((text) => tag(name, text)).join("");

const NAMESPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"';

const rss: Render = ({ home }, shown, next) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${NAMESPACES}><channel><title>Paper</title><link>${home}/</link><description>News</description><language>en-US</language>${
    next === undefined ? "" : `<atom:link rel="next" href="${escapeXml(next)}"/>`
  }${shown.map(rssItem).join("\n")}</channel></rss>`;

const rssItem = (story: FeedStory): string =>
  `<item>${tag("title", story.title)}${tag("link", story.link)}${tag("guid", story.guid, ' isPermaLink="false"')}${tag(
    "pubDate",
    story.published && new Date(story.published).toUTCString(),
  )}${tag("dcterms:modified", story.updated)}${tags("dc:creator", story.authors)}${tags("category", story.terms)}${tag(
    "description",
    story.summary,
  )}${tag("content:encoded", story.html)}${story.more}</item>`;

const rdf: Render = ({ home }, shown) =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${NAMESPACES}><channel rdf:about="${home}/feed"><title>Paper</title><link>${home}/</link><description>News</description></channel>${shown
    .map(
      (story) =>
        `<item rdf:about="${escapeXml(story.guid ?? "")}">${tag("title", story.title)}${tag("link", story.link)}${tag("dc:date", story.published)}${tags("dc:creator", story.authors)}${tags("dc:subject", story.terms)}${tag("content:encoded", story.html)}</item>`,
    )
    .join("")}</rdf:RDF>`;

const atom: Render = ({ home, deleted }, shown, next) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en"><id>${home}/feed</id><title>Paper</title><updated>2026-01-01T00:00:00Z</updated><link href="${home}/"/>${
    next === undefined ? "" : `<link rel="next" href="${escapeXml(next)}"/>`
  }${deleted.map(([guid, when]) => `<at:deleted-entry ref="${escapeXml(guid)}" when="${when}"/>`).join("")}${shown
    .map(
      (story) =>
        `<entry>${tag("id", story.guid)}${tag("title", story.title)}${
          story.link === undefined ? "" : `<link href="${escapeXml(story.link)}"/>`
        }${tag("published", story.published)}${tag("updated", story.updated ?? story.published)}${story.authors
          .map((name) => `<author>${tag("name", name)}</author>`)
          .join("")}${story.terms.map((term) => `<category term="${escapeXml(term)}"/>`).join("")}${tag(
          "summary",
          story.summary,
        )}${tag("content", story.html, ' type="html"')}${story.more}</entry>`,
    )
    .join("")}</feed>`;

const json: Render = ({ home }, shown, next) =>
  JSON.stringify({
    ...{ version: "https://jsonfeed.org/version/1.1", title: "Paper", home_page_url: `${home}/`, language: "en" },
    ...(next === undefined ? {} : { next_url: next }),
    items: shown.map(({ guid, link, title, html, summary, published, updated, authors, terms }) => ({
      ...{ id: guid, url: link, title, content_html: html, summary, date_published: published },
      ...{ date_modified: updated, authors: authors.map((name) => ({ name })), tags: terms },
    })),
  });

const RENDER: Record<FeedFormat, Render> = { rss, rdf, atom, json };
