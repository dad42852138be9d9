import { family } from "../../model/domain.ts";
import { KEY_WATCH } from "../../model/policy.ts";
import { keysIn, withoutKeys } from "../../model/publisher/key.ts";
import { headFeeds } from "../../sources/html/head.ts";
import { type Fetch, withTimeout } from "../../sources/outbound.ts";
import { mayFetch, type RobotRule, robotRules } from "../../sources/robots.ts";
import { type AskedSite, readSiteText, type SiteText } from "./read-site.ts";

/** The name by which a robots.txt addresses us. */
export const WATCH_ROBOT = "Commonwire-Keys";

/** A key on somebody's site, and the page it is on. The text around it isn't kept. */
export type KeyOnSite = { key: string; foundAt: string };

/** What is searched, who is asking, `fetch`, and the number that decides which of several feeds comes first today. */
export type KeySearch = {
  domain: string;
  origin: string;
  fetch: Fetch;
  turn: number;
  timeoutMs?: number;
  maxBytes?: number;
};

const ANY_TEXT = {
  accept: "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.1",
  type: /^(?!(?:image|audio|video|font)\/)/i,
};

/**
 * Searches for keys in `/feed/`, on the home page, and in the feeds that it lists, within the site's robots.txt and the limit on
 * requests. Each response is read up to a size limit, and all of them within a time limit. It only reads.
 */
export const findKeys = (search: KeySearch): Promise<KeyOnSite[]> =>
  withTimeout(search.timeoutMs ?? KEY_WATCH.timeoutMs, async (signal) => {
    const site = { ...siteOf(search), signal };
    const robots = await readSiteText(`https://${search.domain}/robots.txt`, ANY_TEXT, site);
    const rules = rulesIn(robots);
    if (rules === undefined) return [];
    return keysAt(new URL("/", robots.address), withinRules(site, rules), search.turn);
  });

const siteOf = ({ domain, origin, fetch, maxBytes = KEY_WATCH.pageBytes }: KeySearch) => ({
  fetch,
  userAgent: `${WATCH_ROBOT} (+${origin}/docs#keys)`,
  hosts: family(domain),
  redirects: KEY_WATCH.robotsRedirects,
  most: maxBytes,
});

/**
 * Returns the rules of a site's robots.txt for us; undefined if they can't be determined, and then nothing more is requested.
 * Without a robots.txt, everything is open.
 */
function rulesIn(robots: SiteText): RobotRule[] | undefined {
  if (robots.ok) return robotRules(robots.text, WATCH_ROBOT);
  return robots.problem === "not-found" ? [] : undefined;
}

/**
 * Allows only requests within the rules, up to a limit. An address that contains a key isn't requested, because it would end up
 * in one more log.
 */
function withinRules(site: AskedSite, rules: readonly RobotRule[]): AskedSite {
  let left: number = KEY_WATCH.requests;
  const fetch: Fetch = (address, init) => {
    const { pathname, search } = new URL(address);
    if (left === 0 || !mayFetch(rules, pathname + search) || withoutKeys(address) !== address)
      return Promise.reject(new Error("not to be asked"));
    left -= 1;
    return site.fetch(address, init);
  };
  return { ...site, fetch, redirects: KEY_WATCH.requests };
}

/** Returns the keys on a site's pages. A robots.txt doesn't apply to other hosts, so only its own host is requested. */
async function keysAt(root: URL, site: AskedSite, turn: number): Promise<KeyOnSite[]> {
  const own = { ...site, hosts: new Set([root.host]) };
  const feed = await readSiteText(`${root.href}feed/`, ANY_TEXT, own);
  const home = await readSiteText(root.href, ANY_TEXT, own);
  const texts = [feed, home];
  for (const address of namedFeeds(home, feed, turn)) texts.push(await readSiteText(address, ANY_TEXT, own));
  return texts.flatMap((read) => (read.ok ? keysOn(read) : []));
}

/** Returns the feeds that a home page lists on its own host, except the one already read; each day another one comes first. */
function namedFeeds(home: SiteText, feed: SiteText, turn: number): string[] {
  if (!home.ok) return [];
  const { address: base } = home;
  const asked = [new URL("/feed/", base).href, feed.address];
  const named = headFeeds(home.text)
    .filter((href) => URL.canParse(href, base))
    .map((href) => new URL(href, base))
    .filter(({ origin, href }) => origin === new URL(base).origin && !asked.includes(href))
    .map(({ href }) => href.replace(/#.*/, ""));
  const first = named.length === 0 ? 0 : turn % named.length;
  return [...named.slice(first), ...named.slice(0, first)].slice(0, KEY_WATCH.requests);
}

/** Returns the keys in a text, with its address but not the query, which may contain anything. */
const keysOn = ({ text, address }: { text: string; address: string }): KeyOnSite[] =>
  keysIn(text).map((key) => ({ key, foundAt: withoutKeys(address.replace(/\?.*/, "")) }));
