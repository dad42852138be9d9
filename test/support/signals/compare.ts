import { ORIGIN } from "../wire.ts";
import { combine, readUsage } from "./aipref.ts";
import { type Bot, isOpenTo, ONE_OF_EACH } from "./bots.ts";
import { inAipref, inFeed, inRsl, inSite, inTdm, isInRsl, type Terms } from "./expected.ts";
import { readRssItem } from "./feeds.ts";
import { metaOf, pageElements } from "./html.ts";
import { readEngine, robotsRules, snippetOf, wordsOfPage } from "./page.ts";
import { contentSignal, contentUsage, hasSignalPolicy, licencesFor, mayFetch } from "./robots.ts";
import { rslByAddress, rslByPath } from "./rsl.ts";
import { type Answer, USES } from "./says.ts";
import type { Page, Site } from "./story.ts";
import { readTdm } from "./tdmrep.ts";

// Compares a site's signals with its license clauses. Each difference is a line; there must be none.

/** A story: its path, its terms, and some words of its text, and of its headline and summary. */
export type Story = { path: string; terms: Terms; body: string; above: readonly string[] };

/** Returns the differences between the signals read and those expected, for every use that the format can express. */
export const differences = (where: string, heard: Answer, expected: Answer): string[] =>
  USES.flatMap((use) =>
    heard[use] === undefined || heard[use] === expected[use]
      ? []
      : [`${where}, ${use}: ${heard[use]} instead of ${expected[use]}`],
  );

const unless = (holds: boolean, what: string): string[] => (holds ? [] : [what]);

/** Where a reader of RSL may be: an unknown place, and two countries. */
const PLACES = [undefined, "US", "JP"];

/** Checks the site-wide signals as each crawler reads them. */
export function siteDifferences(site: Site, stories: readonly Story[], bots: readonly Bot[] = ONE_OF_EACH): string[] {
  const all = stories.map(({ terms }) => terms);
  const open = ["/", "/feeds/latest.rss", "/feeds/latest.json", "/licences/open", "/v1/articles", "/docs", "/rsl.xml"];
  const hasRsl = all.some(isInRsl);
  const says = USES.some((use) => inSite(all)[use] !== "unknown");
  return [
    ...bots.flatMap(({ token }) => [
      ...differences(`Content-Signal to ${token}`, contentSignal(site.robots, token), inSite(all)),
      ...open.flatMap((path) => unless(mayFetch(site.robots, token, path), `${token} is kept from ${path}`)),
      ...unless(
        licencesFor(site.robots, token).includes(`${ORIGIN}/rsl.xml`) === hasRsl,
        `License to ${token} is ${hasRsl ? "missing" : "there"}`,
      ),
    ]),
    ...unless(site.rsl.length > 0 === hasRsl, `rsl.xml is ${hasRsl ? "missing" : "there"}`),
    ...unless(!says || hasSignalPolicy(site.robotsText), "Content-Signal without its policy"),
    ...differences("Content-Usage of the feed", readUsage(site.rss.field("Content-Usage")), inFeed(all)),
  ];
}

/** Returns the addresses of a story's page. */
const pathsOf = ({ path }: Story): string[] => [path, `${path}?utm_source=x&y=/articles/a$`];

/** Checks robots.txt and the Content-Usage field of one story for one crawler. */
function byPath(site: Site, story: Story, page: Page, bot: Bot): string[] {
  const field = readUsage(page.field("Content-Usage"));
  const isOpen = isOpenTo(bot, story.terms);
  return pathsOf(story).flatMap((path) => {
    const where = `${bot.token} at ${path}`;
    const usage = combine(contentUsage(site.robots, bot.token, path), field);
    return [
      ...unless(mayFetch(site.robots, bot.token, path) === isOpen, `${where} is ${isOpen ? "kept out" : "let in"}`),
      ...differences(`Content-Usage, file and field, to ${where}`, usage, inAipref(story.terms)),
    ];
  });
}

/**
 * Checks rsl.xml for a story. It may be silent about an address with a query, whose page links to RSL for the address without
 * one.
 */
function rslInSite(site: Site, story: Story): string[] {
  return pathsOf(story).flatMap((path) =>
    PLACES.flatMap((place) => {
      const heard = rslByPath(site.rsl, path, place);
      const isSilent = path !== story.path && USES.every((use) => heard[use] === "unknown");
      return isSilent ? [] : differences(`rsl.xml in ${place} at ${path}`, heard, inRsl(story.terms, place));
    }),
  );
}

/** Checks the RSL linked from a page or a feed: for the same address and of the same content. */
function rslDifferences(site: Site, story: Story, page: Page): string[] {
  const address = ORIGIN + story.path;
  const item = readRssItem(site.rss.text, address);
  const places = [["rsl:content", item?.rsl ?? []], ...page.rsl] as const;
  return [
    ...unless(item !== undefined, `${story.path} isn't in the feed`),
    ...unless(page.rsl.size > 0 === isInRsl(story.terms), `Link to RSL: ${page.rsl.size}`),
    ...places.flatMap(([where, contents]) =>
      PLACES.flatMap((place) =>
        differences(`${where} in ${place}`, rslByAddress(contents, address, place), inRsl(story.terms, place)),
      ),
    ),
  ];
}

/** Checks TDMRep with and without its later layers: none of them may lift what the file reserves. */
function tdmDifferences(site: Site, story: Story, page: Page): string[] {
  const [field, meta] = [page.field("tdm-reservation"), metaOf(pageElements(page.text), "tdm-reservation")];
  const expected = inTdm(story.terms);
  const isReserved = expected.aiTrain === "deny";
  return [
    ...[story.path, `${story.path}?q=1`].flatMap((path) => [
      ...differences(`tdmrep.json at ${path}`, readTdm({ file: site.tdm }, path), expected),
      ...differences(`TDMRep at ${path}`, readTdm({ file: site.tdm, field, meta }, path), expected),
    ]),
    ...differences("TDMRep without the file", readTdm({ file: [], field, meta }, story.path), expected),
    ...unless((page.field("tdm-policy") !== null) === isReserved, `tdm-policy: ${page.field("tdm-policy")}`),
  ];
}

/** Checks what search engines read on the page: headline and summary may be shown in any case. */
function pageDifferences(story: Story, page: Page): string[] {
  const { search, aiInput } = story.terms.clauses;
  const field = page.field("X-Robots-Tag");
  const expected: Answer = {
    search: search === "deny" ? "deny" : "unknown",
    aiInput: aiInput === "deny" ? "deny" : "unknown",
  };
  const isReadable = wordsOfPage(page.text).includes(story.body);
  return ["googlebot", "bingbot", "applebot"].flatMap((engine) => [
    ...differences(
      `the page to ${engine}`,
      isReadable ? readEngine(page.text, field, engine, story.body) : {},
      expected,
    ),
    ...[...robotsRules(page.text, field, engine)]
      .filter((rule) => rule !== "noindex" && !(rule === "noarchive" && engine === "bingbot"))
      .map((rule) => `the page says “${rule}” to ${engine}`),
    ...unless(
      engine !== "bingbot" || robotsRules(page.text, field, engine).has("noarchive") === (aiInput === "deny"),
      "noarchive to bingbot",
    ),
    ...unless(
      story.above.every((words) => snippetOf(page.text).includes(words)),
      "headline or summary can't be shown",
    ),
  ]);
}

/** Returns all differences for one story. */
export const storyDifferences = (
  site: Site,
  story: Story,
  page: Page,
  bots: readonly Bot[] = ONE_OF_EACH,
): string[] => [
  ...bots.flatMap((bot) => byPath(site, story, page, bot)),
  ...rslInSite(site, story),
  ...rslDifferences(site, story, page),
  ...tdmDifferences(site, story, page),
  ...pageDifferences(story, page),
];
