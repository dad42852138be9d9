import { Readable } from "node:stream";
import { installed } from "../process.ts";
import type { TakenItem, Taker } from "./taker.ts";

const XML = ["rss", "atom"] as const;

/** The parser in small Node programs. */
export const rssParserTaker: Taker = {
  name: "rss-parser",
  packages: "npm: rss-parser",
  formats: XML,
  isHere: () => installed("rss-parser"),
  take: async (document) => {
    const { default: Parser } = await import("rss-parser");
    const parser = new Parser<object, Record<string, string | undefined>>();
    const { items } = await parser.parseString(document);
    return items.map((item) => ({
      id: item.guid ?? item.id ?? "",
      published: item.isoDate ?? "",
      authors: [item.creator ?? item.author ?? ""].filter((name) => name !== ""),
      html: item["content:encoded"] ?? item.content ?? "",
      pictures: item.enclosure ? [{ url: item.enclosure.url, credit: "" }] : [],
      licence: "",
    }));
  },
};

/** npm's oldest feed parser, a stream. It returns one author, and the RSS module elements unprocessed. */
export const feedparserNode: Taker = {
  name: "feedparser (npm)",
  packages: "npm: feedparser",
  formats: XML,
  isHere: () => installed("feedparser"),
  take: async (document) => {
    const { default: FeedParser } = await import("feedparser");
    const items: TakenItem[] = [];
    const parser = Readable.from([document]).pipe(new FeedParser({ addmeta: false }));
    for await (const item of parser) items.push(nodeItem(item));
    return items;
  },
};

type NodeItem = {
  guid: string;
  pubdate: Date | null;
  author: string | null;
  description: string | null;
  enclosures: readonly { url: string }[];
  image: { url?: string };
};

const nodeItem = ({ guid, pubdate, author, description, enclosures, image }: NodeItem): TakenItem => ({
  id: guid,
  published: pubdate?.toISOString() ?? "",
  authors: author === null ? [] : [author],
  html: description ?? "",
  pictures: [...enclosures, ...(image.url === undefined ? [] : [{ url: image.url }])].map(({ url }) => ({
    url,
    credit: "",
  })),
  licence: "",
});
