import type { FeedFormat } from "../../src/model/address.ts";
import { LATEST } from "../../src/model/channel.ts";
import { completeLicence } from "../../src/model/licence/licence.ts";
import { renderAtom } from "../../src/render/feed/atom.ts";
import { type Feed, feedHead } from "../../src/render/feed/channel.ts";
import { itemOf } from "../../src/render/feed/item-of.ts";
import { renderJsonFeed } from "../../src/render/feed/json-feed.ts";
import { renderRss } from "../../src/render/feed/rss.ts";
import type { Site } from "../../src/render/site.ts";
import { article, MASTHEAD, ORIGIN } from "./articles.ts";
import { cpuOf } from "./cpu.ts";
import { digits, type Figure, median } from "./table.ts";

const ITEMS = 50;

/** Renderings that are timed together, because kernels may count a thread's CPU in ticks of several milliseconds. */
const BATCH = 50;

const { logo: _, ...publication } = MASTHEAD.publication;
const licences = Object.fromEntries(
  Object.entries(MASTHEAD.licences).map(([id, licence]) => [
    id,
    { ...completeLicence(licence), version: 1, hash: "0", since: "2026-01-01T00:00:00Z" },
  ]),
);
const SITE: Site = {
  origin: ORIGIN,
  masthead: { ...MASTHEAD, publication, licences },
  access: { kind: "public" },
};

/** Articles as the store answers with them. */
const STORED = Array.from({ length: ITEMS }, (_, at) => {
  const { body, published, ...rest } = article(at);
  const date = published.replace("+00:00", "Z");
  const own = { licence: publication.licence, images: [] };
  const times = { published, publishedAt: date, modifiedAt: date, released: date };
  return { ...rest, ...own, ...times, version: 1, body: [body] };
});

type Format = { name: string; format: FeedFormat; render: (feed: Feed, site: Site) => string; most?: number };
const FORMATS: Format[] = [
  { name: "RSS", format: "rss", render: renderRss, most: 5 },
  { name: "Atom", format: "atom", render: renderAtom, most: 5 },
  { name: "JSON Feed", format: "json", render: renderJsonFeed },
];

/** From stored articles to a finished feed of 50 full texts of 4 KB, in this thread alone. */
export function measureRendering(tell: (line: string) => void): Figure[] {
  tell("Rendering.");
  return FORMATS.map(({ name, format, render, most }) => {
    const once = () => {
      const items = STORED.flatMap((stored) => itemOf(stored, SITE) ?? []);
      const carried = { items, notices: [] };
      return render(
        { ...carried, head: feedHead({ ...carried, channel: LATEST, pages: 0, changedAt: 0 }, SITE, format) },
        SITE,
      );
    };
    const times = cpuOf(once, BATCH);
    const figure = {
      name: `rendering ${ITEMS} full texts of 4 KB, ${name}`,
      measured: `${digits(median(times))} ms CPU`,
    };
    return most === undefined ? figure : { ...figure, target: `at most ${most} ms`, reached: median(times) <= most };
  });
}
