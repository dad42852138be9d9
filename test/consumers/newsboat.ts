import { mkdir, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { type Consumer, compare, feedPath, feedUrl, type Lab, type Seen, XML_FEEDS } from "./lab.ts";
import { run, runs } from "./process.ts";

const Row = z.object({
  guid: z.string(),
  title: z.string(),
  author: z.string(),
  url: z.string(),
  pubDate: z.number(),
});

/** Its exit code is always 0, so its cache is checked; a feed that isn't listed is dropped from the cache. */
export const newsboat: Consumer = {
  name: "newsboat",
  packages: "Debian: newsboat",
  isHere: () => runs("newsboat", "--version"),
  check: async (lab) => {
    for (const format of XML_FEEDS) {
      const cache = await reload(lab, format, 3);
      compare(lab, `newsboat ${format}`, itemsIn(cache), ["title", "link", "published", "byline"]);
      const statuses = lab.proxy.statuses(feedPath(format));
      // It sends the stored validators from its third reload on.
      lab.report.check(`newsboat ${format}: 304`, statuses.at(-1) === 304 ? [] : [`it got ${statuses.join(", ")}`]);
    }
  },
};

/** Lets it load a feed several times into its own cache; returns the cache's path. */
async function reload(lab: Lab, format: string, times: number): Promise<string> {
  const folder = `${lab.folder}/newsboat-${format}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/urls`, `${feedUrl(lab, format)}\n`);
  await writeFile(`${folder}/config`, "");
  const args = ["-q", "-u", `${folder}/urls`, "-C", `${folder}/config`, "-c", `${folder}/cache.db`, "-x", "reload"];
  for (let time = 0; time < times; time++) await run("newsboat", args, { home: folder });
  return `${folder}/cache.db`;
}

function itemsIn(path: string): Seen[] {
  const cache = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = z.array(Row).parse(cache.prepare("SELECT guid, title, author, url, pubDate FROM rss_item").all());
    return rows.map(({ guid, title, author, url, pubDate }) => ({
      id: guid,
      title,
      link: url,
      // It stores seconds as an unsigned number, so a story from before 1970 would have a date after 2100.
      published: (pubDate | 0) * 1000,
      byline: author,
    }));
  } finally {
    cache.close();
  }
}
