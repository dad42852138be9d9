import { mkdir, writeFile } from "node:fs/promises";
import { z } from "zod";
import { readAsHtml } from "./html.ts";
import { type Consumer, compare, feedPath, feedUrl, type Lab, type Seen, XML_FEEDS } from "./lab.ts";
import { beside, output, runs } from "./process.ts";

const Messages = z.array(
  z.object({
    feed: z.string(),
    id: z.string(),
    link: z.string(),
    title: z.string(),
    byline: z.string(),
    modified: z.string(),
  }),
);

/** Every item becomes a message in a maildir, so nothing is sent. */
export const rss2email: Consumer = {
  name: "rss2email",
  packages: "Debian: rss2email",
  isHere: () => runs("r2e", "--version"),
  check: async (lab) => {
    for (const format of XML_FEEDS) {
      const seen = await delivered(lab, format);
      // It uses feedparser, which may have treated an RSS title as HTML. A message has the date of the last change.
      compare(lab, `rss2email ${format}`, seen, ["title", "link", "modified", "byline"], readAsHtml);
      const statuses = lab.proxy.statuses(feedPath(format));
      lab.report.check(`rss2email ${format}: 304`, statuses.at(-1) === 304 ? [] : [`it got ${statuses.join(", ")}`]);
    }
  },
};

const config = (folder: string) => `[DEFAULT]
from = wire@example.org
to = reader@example.org
email-protocol = maildir
maildir-path = ${folder}
maildir-mailbox = mail
date-header = True
name-format = {author}
`;

/** Lets it deliver a feed twice; the second time there is nothing new. */
async function delivered(lab: Lab, format: string): Promise<Seen[]> {
  const home = `${lab.folder}/rss2email-${format}`;
  for (const part of ["cur", "new", "tmp"]) await mkdir(`${home}/mail/${part}`, { recursive: true });
  await writeFile(`${home}/config`, config(home));
  const r2e = (...args: string[]) => output("r2e", ["-c", `${home}/config`, "-d", `${home}/data`, ...args], { home });
  await r2e("add", format, feedUrl(lab, format));
  await r2e("run");
  await r2e("run");
  return Messages.parse(
    JSON.parse(await output("/usr/bin/python3", [beside("read-maildir.py"), `${home}/mail`], { home })),
  );
}
