import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";
import { publicUse } from "../../model/licence/public-use.ts";
import { SIGNALS } from "../../model/policy.ts";
import { CRAWLERS, type Crawler, type Purpose } from "./crawlers.ts";
import { exactPath, queryPath, type StoryKind, storiesOf } from "./site-use.ts";

type Use = Exclude<keyof MachineUse, "ai">;

/** What each purpose requires: a crawler denied any of it is kept out. Building an index for AI answers is also searching. */
const NEEDED: Record<Purpose, readonly Use[]> = {
  training: ["aiTrain"],
  answers: ["search", "aiInput"],
  asked: ["aiInput"],
  grounding: ["aiInput"],
};

const NAMED: Record<Purpose, string> = {
  training: "training models",
  answers: "indexes for AI answers",
  asked: "AI that fetches pages at a person's request",
  grounding: "answers from the vendor's own models",
};

/** A robots.txt group: its crawlers, and the paths that are closed to them. */
export type Closing = {
  tokens: string[];
  paths: string[];
  about: string[];
  /** Whether one line closes every story. */
  isWhole: boolean;
  /** Whether more stories should be closed than the group names. */
  hasMore: boolean;
};

const ARTICLES = "/articles/";

/** Whether all stories are closed. */
export const pathsClosed = (paths: readonly string[]): boolean => paths.includes(ARTICLES);

/** The shortest line that can close a story. */
const SHORTEST = "Disallow: /articles/a$\n";

/** Whether two lines per story could fit at all; if not, none have to be built. */
export const couldFit = (kinds: readonly StoryKind[], shortest: string): boolean =>
  kinds.reduce((sum, { stories }) => sum + 2 * shortest.length * stories.length, 0) <= SIGNALS.robotsBytes;

type Group = { uses: readonly Use[]; crawlers: Crawler[] };

/**
 * Returns which stories the licenses close to whom: crawlers with the same paths share a group, and each is in one group only.
 */
export function closings(kinds: readonly StoryKind[]): Closing[] {
  const groups = new Map<string, Group>();
  for (const crawler of CRAWLERS) {
    const uses = [...new Set(crawler.purposes.flatMap((purpose) => NEEDED[purpose]))];
    const closed = kinds.map((kind) => isClosed(kind, uses));
    const group = groups.get(closed.join(" ")) ?? { uses, crawlers: [] };
    if (closed.includes(true)) groups.set(closed.join(" "), group);
    group.crawlers.push(crawler);
  }
  return [...groups.values()].map((group) => closingOf(group, kinds));
}

function isClosed({ terms }: StoryKind, uses: readonly Use[]): boolean {
  const use = publicUse(terms);
  return uses.some((key) => use[key] === "deny");
}

function closingOf({ uses, crawlers }: Group, kinds: readonly StoryKind[]): Closing {
  const closed = kinds.filter((kind) => isClosed(kind, uses));
  const isWhole = closed.length === kinds.length;
  const hasMore = !isWhole && (closed.some((kind) => kind.hasMore) || !couldFit(closed, SHORTEST));
  const single = () => (hasMore ? [] : storiesOf(closed).flatMap((story) => [exactPath(story), queryPath(story)]));
  return {
    tokens: crawlers.map(({ token }) => token),
    paths: isWhole ? [ARTICLES] : single(),
    about: aboutOf(crawlers),
    isWhole,
    hasMore,
  };
}

/** Comment lines that say what the crawlers of a group fetch for. */
function aboutOf(crawlers: readonly Crawler[]): string[] {
  const named = new Set(crawlers.flatMap(({ purposes }) => purposes.map((purpose) => NAMED[purpose])));
  const several = crawlers.filter(({ purposes }) => purposes.length > 1).map(({ token }) => token);
  return [
    `# ${[...named].join(", ")}`,
    ...(several.length === 0 ? [] : [`# ${several.join(", ")}: one name for two uses; blocked where either is denied`]),
  ];
}
