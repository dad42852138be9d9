import { docsUrl, rslUrl } from "../../model/address.ts";
import { type MachineUse, pickAgreed } from "../../model/licence/clauses/machine-use.ts";
import { type MachineTerms, publicUse } from "../../model/licence/public-use.ts";
import { newsSitemapUrl, sitemapIndexUrl } from "../../model/page-address.ts";
import { SIGNALS } from "../../model/policy.ts";
import { bytesOf } from "../../model/text.ts";
import type { Site } from "../site.ts";
import { contentUsage } from "./aipref.ts";
import { CONTENT_SIGNAL_POLICY, contentSignal } from "./content-signal.ts";
import { type Closing, closings, couldFit, pathsClosed } from "./robots-groups.ts";
import { hasRsl } from "./rsl/rsl.ts";
import { exactPath, queryPath, type SiteUse, storiesOf } from "./site-use.ts";

// RFC 9309, with Content-Signal (Cloudflare), Content-Usage (AIPREF) and License (RSL 1.0) in each group.

/** Returns a key for what one kind of story says; empty if it says nothing. */
export function robotsName(terms: MachineTerms): string {
  const { search, aiInput, aiTrain } = publicUse(terms);
  const values = [search, aiInput, aiTrain];
  return values.every((value) => value === "unset") ? "" : values.join(" ");
}

/** A robots.txt; `isComplete` is false if the stories that it should close don't fit. */
export type Robots = { text: string; isComplete: boolean };

/**
 * Renders `/robots.txt`: what all stories agree on, and which stories are closed to which crawlers. If single stories don't all
 * fit, it first drops what is said of each, then the stories altogether.
 */
export function renderRobots(use: SiteUse, site: Site): Robots {
  const closed = closings(use.kinds);
  const said = linesOfStories(use);
  const full = said && render(use, site, closed, said);
  if (full !== undefined && fits(full)) return { text: full, isComplete: true };
  const short = closed.some(({ hasMore }) => hasMore) ? undefined : render(use, site, closed, []);
  if (short !== undefined && fits(short)) return { text: short, isComplete: true };
  const whole = closed.filter(({ isWhole }) => isWhole);
  return { text: render(use, site, whole, [], true), isComplete: false };
}

/** The line that says that stories were left out. */
const CUT = "# Too many stories have restrictions for this file to list, so it lists none of them.";

/** Whether a served file leaves out single stories because they don't fit. */
export const isRobotsCut = (text: string): boolean => text.includes(CUT);

const fits = (text: string): boolean => bytesOf(text) <= SIGNALS.robotsBytes;

function render(use: SiteUse, site: Site, closed: readonly Closing[], said: Said[], isCut = false): string {
  const agreed = pickAgreed([...use.kinds.map(({ terms }) => terms), ...use.pictures].map((terms) => publicUse(terms)));
  const everywhere = linesOfSite(agreed, use, site);
  const groups = [
    { tokens: ["*"], paths: [], about: [] },
    ...closed.map(({ tokens, paths, about }) => ({ tokens, paths, about })),
  ].map(({ tokens, paths, about }) => [
    ...about,
    ...tokens.map((token) => `User-agent: ${token}`),
    ...everywhere,
    ...saidOf(said, paths, contentUsage(agreed)),
    "Allow: /",
    ...paths.map((path) => `Disallow: ${path}`),
  ]);
  const [license = ""] = everywhere.filter((line) => line.startsWith("License: "));
  const parts = [
    [...headOf(site, agreed, isCut), ...(license === "" ? [] : ["", license])],
    ...groups,
    [sitemapIndexUrl(site.origin), newsSitemapUrl(site.origin)].map((url) => `Sitemap: ${url}`),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const headOf = ({ origin }: Site, agreed: MachineUse, isCut: boolean): string[] => [
  "# Rules for the whole site, and which crawlers are barred from what. Each story's page and headers give the rules for that story.",
  `# More: ${docsUrl(origin, "machines")}`,
  ...(isCut
    ? [
        CUT,
        "# Not being disallowed here doesn't mean that a story is licensed: its page, headers and RSL, and /.well-known/tdmrep.json, say what its license denies.",
      ]
    : []),
  ...(contentSignal(agreed).length > 0 ? ["", ...CONTENT_SIGNAL_POLICY] : []),
];

/** A crawler with its own group ignores all others, so every group has these lines. RSL's line, above all groups, is in none. */
function linesOfSite(agreed: MachineUse, { kinds }: SiteUse, { origin }: Site): string[] {
  const usage = contentUsage(agreed);
  return [
    ...contentSignal(agreed),
    ...(usage === "" ? [] : [`Content-Usage: ${usage}`]),
    ...(kinds.some(({ terms }) => hasRsl(terms)) ? [`License: ${rslUrl(origin)}`] : []),
  ];
}

/** The shortest line that can say anything about a story. */
const SHORTEST = "Content-Usage: /articles/a$ search=y\n";

/** What AIPREF says about one path. */
type Said = { path: string; usage: string };

/** Returns the lines for stories that say more than the whole site does; undefined if there are too many. */
function linesOfStories({ kinds }: SiteUse): Said[] | undefined {
  const saying = kinds.filter(({ terms }) => contentUsage(publicUse(terms)) !== "");
  if (saying.some(({ hasMore }) => hasMore) || !couldFit(saying, SHORTEST)) return undefined;
  return storiesOf(saying).flatMap((story) => {
    const usage = contentUsage(publicUse(story.kind.terms));
    return [exactPath(story), queryPath(story)].map((path) => ({ path, usage }));
  });
}

/** Returns the lines for a group, without paths that it closes and without what holds everywhere. */
function saidOf(said: readonly Said[], paths: readonly string[], everywhere: string): string[] {
  if (said.length === 0 || pathsClosed(paths)) return [];
  const closed = new Set(paths);
  return said.flatMap(({ path, usage }) =>
    closed.has(path) || usage === everywhere ? [] : [`Content-Usage: ${path} ${usage}`],
  );
}
