import { type Consumer, compare, feedUrl, type Seen, XML_FEEDS } from "./lab.ts";
import { installed } from "./process.ts";

/** The parser in a great many small programs. It returns the text of an element, whatever its type attribute. */
export const rssParser: Consumer = {
  name: "rss-parser",
  packages: "npm: rss-parser",
  isHere: () => installed("rss-parser"),
  check: async (lab) => {
    const { default: Parser } = await import("rss-parser");
    const parser = new Parser<object, { id?: string; author?: string }>({ timeout: 20_000 });
    for (const format of XML_FEEDS) {
      const { items } = await parser.parseURL(feedUrl(lab, format));
      const seen = items.map(
        ({ guid, id, title, link, isoDate, creator, author }): Seen => ({
          id: guid ?? id ?? "",
          title,
          link,
          published: isoDate,
          byline: creator ?? author,
        }),
      );
      compare(lab, `rss-parser ${format}`, seen, ["title", "link", "published", "byline"]);
    }
  },
};
