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

/** What one kind of stories says, as a name; the empty one where it says nothing. */
export function robotsName(terms: MachineTerms): string {
  const { search, aiInput, aiTrain } = publicUse(terms);
  const values = [search, aiInput, aiTrain];
  return values.every((value) => value === "unset") ? "" : values.join(" ");
}

/** The file; `isComplete` is false where it is silent about single stories because they don't fit. */
export type Robots = { text: string; isComplete: boolean };

/**
 * `/robots.txt`: for the whole site what every story says alike; and which stories are closed to which crawlers. As much
 * of single stories as fits: what is closed and what is said of each, or only what is closed, or nothing of any.
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

/** The line that says it. */
const CUT = "# Too many stories have restrictions for this file to list, so it lists none of them.";

/** Whether a file that was served is silent about single stories because they don't fit. */
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
        "# A story that isn't disallowed here isn't licensed for that reason: its page, headers and RSL, and /.well-known/tdmrep.json, say what its license denies.",
      ]
    : []),
  ...(contentSignal(agreed).length > 0 ? ["", ...CONTENT_SIGNAL_POLICY] : []),
];

/** Who has a group of its own sees no other, so each group has them. Before all groups, RSL's line belongs to none. */
function linesOfSite(agreed: MachineUse, { kinds }: SiteUse, { origin }: Site): string[] {
  const usage = contentUsage(agreed);
  return [
    ...contentSignal(agreed),
    ...(usage === "" ? [] : [`Content-Usage: ${usage}`]),
    ...(kinds.some(({ terms }) => hasRsl(terms)) ? [`License: ${rslUrl(origin)}`] : []),
  ];
}

/** The shortest line that says anything of a story. */
const SHORTEST = "Content-Usage: /articles/a$ search=y\n";

/** What AIPREF says of one path. */
type Said = { path: string; usage: string };

/** The same of single stories, for those that say more than the whole site does; undefined where there are too many. */
function linesOfStories({ kinds }: SiteUse): Said[] | undefined {
  const saying = kinds.filter(({ terms }) => contentUsage(publicUse(terms)) !== "");
  if (saying.some(({ hasMore }) => hasMore) || !couldFit(saying, SHORTEST)) return undefined;
  return storiesOf(saying).flatMap((story) => {
    const usage = contentUsage(publicUse(story.kind.terms));
    return [exactPath(story), queryPath(story)].map((path) => ({ path, usage }));
  });
}

/** Of what a group closes, nothing is said in it; nor again what holds everywhere. */
function saidOf(said: readonly Said[], paths: readonly string[], everywhere: string): string[] {
  if (said.length === 0 || pathsClosed(paths)) return [];
  const closed = new Set(paths);
  return said.flatMap(({ path, usage }) =>
    closed.has(path) || usage === everywhere ? [] : [`Content-Usage: ${path} ${usage}`],
  );
}
