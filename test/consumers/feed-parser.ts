import { readAsHtml } from "./html.ts";
import { type Consumer, compare, feedUrl, type Seen, XML_FEEDS } from "./lab.ts";
import { installed } from "./process.ts";

/** It treats every title as HTML, so titles are compared as HTML. Of an RSS item's dates it reads only the first. */
export const feedParser: Consumer = {
  name: "@rowanmanning/feed-parser",
  packages: "npm: @rowanmanning/feed-parser",
  isHere: () => installed("@rowanmanning/feed-parser"),
  check: async (lab) => {
    const { parseFeed } = await import("@rowanmanning/feed-parser");
    for (const format of XML_FEEDS) {
      const { items } = parseFeed(await (await fetch(feedUrl(lab, format))).text());
      const seen = items.map(
        ({ id, title, url, published, updated, authors }): Seen => ({
          id: id ?? "",
          title: title ?? undefined,
          link: url ?? undefined,
          published: published?.getTime(),
          modified: updated?.getTime(),
          authors: authors.map(({ name }) => name ?? ""),
        }),
      );
      const dates = format === "rss" ? (["published"] as const) : (["published", "modified"] as const);
      compare(lab, `feed-parser ${format}`, seen, ["title", "link", ...dates, "authors"], readAsHtml);
    }
  },
};
