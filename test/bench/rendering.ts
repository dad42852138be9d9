import type { FeedFormat } from "../../src/model/address.ts";
import { LATEST } from "../../src/model/channel.ts";
import type { MachineUse } from "../../src/model/licence/clauses/machine-use.ts";
import { completeLicence } from "../../src/model/licence/licence.ts";
import { termsOf } from "../../src/model/licence/terms.ts";
import { renderAtom } from "../../src/render/feed/atom.ts";
import { type Feed, feedHead } from "../../src/render/feed/channel.ts";
import { itemOf } from "../../src/render/feed/item-of.ts";
import { renderJsonFeed } from "../../src/render/feed/json-feed.ts";
import { renderRss } from "../../src/render/feed/rss.ts";
import { renderRobots } from "../../src/render/rights/robots.ts";
import { renderRsl } from "../../src/render/rights/rsl/rsl.ts";
import type { SiteUse, StoryKind } from "../../src/render/rights/site-use.ts";
import { renderTdmrep } from "../../src/render/rights/tdmrep.ts";
import type { Site } from "../../src/render/site.ts";
import { article, MASTHEAD, ORIGIN } from "./articles.ts";
import { cpuOf } from "./cpu.ts";
import { digits, type Figure, median, ratioFigure, ratios } from "./table.ts";

const ITEMS = 50;

/** The number of renderings timed together, because kernels may count a thread's CPU time in ticks of several milliseconds. */
const BATCH = 50;

const { logo: _, ...publication } = MASTHEAD.publication;
const licences = Object.fromEntries(
  Object.entries(MASTHEAD.licences).map(([id, licence]) => [
    id,
    { ...completeLicence(licence), version: 1, hash: "0", since: "2026-01-01T00:00:00Z" },
  ]),
);
const authors = Object.fromEntries(
  Object.entries(MASTHEAD.authors).map(([id, { picture: _, ...author }]) => [id, author]),
);
const SITE: Site = {
  origin: ORIGIN,
  masthead: { ...MASTHEAD, publication, authors, licences },
  access: { kind: "public" },
};

/** Articles as the store returns them. */
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

/** Renders a feed of 50 full texts in one format. */
const feedIn = ({ format, render }: Format): string => {
  const items = STORED.flatMap((stored) => itemOf(stored, SITE) ?? []);
  const carried = { items, notices: [] };
  return render(
    { ...carried, head: feedHead({ ...carried, channel: LATEST, pages: 0, changedAt: 0 }, SITE, format) },
    SITE,
  );
};

/** The number of stories listed in the site-wide documents; half of them deny training. */
const STORIES = 10_000;

/** Returns the machine use of a site whose stories differ, as the store returns it. */
function mixedUse(): SiteUse {
  const [free] = Object.values(licences);
  if (free === undefined) throw new Error("the masthead has no licence");
  const kind = (licence: string, use: Partial<MachineUse>, from: number): StoryKind => ({
    licence,
    terms: termsOf({ ...free, machineUse: { ...free.machineUse, ...use } }, {}),
    stories: Array.from({ length: STORIES / 2 }, (_, at) => ({
      address: `story-${from + 2 * at}`,
      published: new Date(Date.UTC(2026, 0, 1) - (from + 2 * at) * 60_000).toISOString(),
    })),
    hasMore: false,
  });
  return { kinds: [kind("denied", { aiTrain: "deny" }, 0), kind("free", { aiTrain: "unset" }, 1)], pictures: [] };
}

const DOCUMENTS: Record<string, (use: SiteUse) => unknown> = {
  "robots.txt": (use) => renderRobots(use, SITE),
  "rsl.xml": (use) => renderRsl(use, SITE),
  "tdmrep.json": (use) => renderTdmrep(use, SITE),
};

/** The limit for a document that lists all stories, as a multiple of a feed in the most expensive format. */
const MOST_FEEDS = 4;

/** Measures the documents that list 10,000 stories, relative to an RSS feed of 50 full texts. */
export function measureSignals(tell: (line: string) => void): Figure[] {
  tell("Rendering what machines are told.");
  const [rss] = FORMATS;
  const feed = cpuOf(() => rss && feedIn(rss), BATCH);
  const use = mixedUse();
  return Object.entries(DOCUMENTS).map(([name, render]) =>
    ratioFigure(
      `rendering ${name} of ${digits(STORIES)} stories, beside an RSS feed`,
      ratios(
        cpuOf(() => render(use), 5),
        feed,
      ),
      {
        most: MOST_FEEDS,
      },
    ),
  );
}

/** Measures rendering stored articles into a feed of 50 full texts of 4 KB, on this thread alone. */
export function measureRendering(tell: (line: string) => void): Figure[] {
  tell("Rendering.");
  return FORMATS.map((each) => {
    const { name, most } = each;
    const times = cpuOf(() => feedIn(each), BATCH);
    const figure = {
      name: `rendering ${ITEMS} full texts of 4 KB, ${name}`,
      measured: `${digits(median(times))} ms CPU`,
    };
    return most === undefined ? figure : { ...figure, target: `at most ${most} ms`, reached: median(times) <= most };
  });
}
