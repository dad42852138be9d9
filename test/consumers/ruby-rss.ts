import { z } from "zod";
import { readAsHtml } from "./html.ts";
import { type Consumer, compare, feedUrl, XML_FEEDS } from "./lab.ts";
import { beside, run, runs } from "./process.ts";

const Answer = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    html: z.boolean(),
    link: z.string(),
    published: z.string(),
    modified: z.string().optional(),
    authors: z.array(z.string()),
  }),
);

/** It raises an error at the first missing, misplaced or extra element. */
export const rubyRss: Consumer = {
  name: "ruby rss",
  packages: "Debian: ruby",
  isHere: () => runs("ruby", "-e", 'require "rss"'),
  check: async (lab) => {
    for (const format of XML_FEEDS) {
      const input = await (await fetch(feedUrl(lab, format))).text();
      const { code, stdout, stderr } = await run("ruby", [beside("read-rss.rb")], { home: lab.folder, input });
      lab.report.check(`ruby rss ${format}: valid`, code === 0 ? [] : [stderr.split("\n")[0] ?? ""]);
      if (code !== 0) continue;
      const seen = Answer.parse(JSON.parse(stdout)).map(({ html, ...item }) => ({
        ...item,
        title: html ? readAsHtml(item.title) : item.title,
      }));
      const dates = format === "rss" ? (["published"] as const) : (["published", "modified"] as const);
      compare(lab, `ruby rss ${format}`, seen, ["title", "link", ...dates, "authors"]);
    }
  },
};
