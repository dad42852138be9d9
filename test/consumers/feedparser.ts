import { z } from "zod";
import { readAsHtml } from "./html.ts";
import { type Consumer, compare, feedUrl, XML_FEEDS } from "./lab.ts";
import { beside, output, runs } from "./process.ts";

/** Debian's own Python: another one on the path can't import Debian's modules. */
const PYTHON = "/usr/bin/python3";

const Answer = z.object({
  bozo: z.string(),
  version: z.string(),
  byEtag: z.number(),
  byDate: z.number(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      html: z.boolean(),
      link: z.string(),
      published: z.string(),
      modified: z.string(),
      authors: z.array(z.string()),
      licence: z.string(),
    }),
  ),
});

/** The parser in most Python importers. It flags a feed that isn't well-formed as bozo. */
export const feedparser: Consumer = {
  name: "feedparser",
  packages: "Debian: python3-feedparser",
  isHere: () => runs(PYTHON, "-c", "import feedparser"),
  check: async (lab) => {
    for (const format of XML_FEEDS) {
      const printed = await output(PYTHON, [beside("read-feedparser.py"), feedUrl(lab, format)], { home: lab.folder });
      const { bozo, version, byEtag, byDate, items } = Answer.parse(JSON.parse(printed));
      const name = `feedparser ${format}`;
      lab.report.check(`${name}: valid`, bozo === "" ? [] : [bozo]);
      const wanted = format === "rss" ? "rss20" : "atom10";
      lab.report.check(`${name}: known as ${wanted}`, version === wanted ? [] : [version]);
      lab.report.check(`${name}: 304 by ETag`, byEtag === 304 ? [] : [`${byEtag}`]);
      lab.report.check(`${name}: 304 by date`, byDate === 304 ? [] : [`${byDate}`]);
      const seen = items.map(({ html, ...item }) => ({ ...item, title: html ? readAsHtml(item.title) : item.title }));
      // RSS doesn't say whether a title is HTML, and feedparser treats one with an entity as HTML.
      const read = format === "rss" ? readAsHtml : undefined;
      compare(lab, name, seen, ["title", "link", "published", "modified", "authors", "licence"], read);
    }
  },
};
