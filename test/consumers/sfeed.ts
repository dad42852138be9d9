import { type Consumer, compare, feedUrl, type Seen, XML_FEEDS } from "./lab.ts";
import { output, runs } from "./process.ts";

/** The simplest one: a lenient parser in C. It returns the first author. */
export const sfeed: Consumer = {
  name: "sfeed",
  packages: "Debian: sfeed",
  isHere: () => runs("sfeed"),
  check: async (lab) => {
    for (const format of XML_FEEDS) {
      const input = await (await fetch(feedUrl(lab, format))).text();
      const lines = (await output("sfeed", [], { input })).split("\n").filter((line) => line !== "");
      compare(lab, `sfeed ${format}`, lines.map(ofLine), ["title", "link", "published", "byline"]);
    }
  },
};

/** sfeed(5): time, title, link, content, content type, id and author, separated by tabs. */
function ofLine(line: string): Seen {
  const [time, title, link, _content, _type, id = "", author] = line.split("\t");
  return { id, title, link, published: Number(time) * 1000, byline: author };
}
