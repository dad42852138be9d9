import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";
import { publicUse } from "../../model/licence/public-use.ts";
import { SIGNALS } from "../../model/policy.ts";
import { CRAWLERS, type Crawler, type Purpose } from "./crawlers.ts";
import { exactPath, queryPath, type StoryKind, storiesOf } from "./site-use.ts";

type Use = Exclude<keyof MachineUse, "ai">;

/** What a crawler that fetches for a purpose needs: denied any of it, it stays out. An index for AI answers is a search, too. */
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
  grounding: "answers of the vendor's own models",
};

/** A group of a robots.txt: the crawlers in it, and the paths that are closed to them. */
export type Closing = {
  tokens: string[];
  paths: string[];
  about: string[];
  /** Whether every story is closed, in one line. */
  isWhole: boolean;
  /** Whether there are stories to be closed that aren't in it. */
  hasMore: boolean;
};

const ARTICLES = "/articles/";

/** Whether nothing of the stories is open. */
export const pathsClosed = (paths: readonly string[]): boolean => paths.includes(ARTICLES);

/** The shortest line that closes a story. */
const SHORTEST = "Disallow: /articles/a$\n";

/** Whether two lines for each story of some kinds could fit at all: where they couldn't, none has to be made. */
export const couldFit = (kinds: readonly StoryKind[], shortest: string): boolean =>
  kinds.reduce((sum, { stories }) => sum + 2 * shortest.length * stories.length, 0) <= SIGNALS.robotsBytes;

type Group = { uses: readonly Use[]; crawlers: Crawler[] };

/** To whom the licences' denials close which stories: one group for all crawlers of the same, and each crawler in one group. */
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

/** For people: what the crawlers of a group fetch for. */
function aboutOf(crawlers: readonly Crawler[]): string[] {
  const named = new Set(crawlers.flatMap(({ purposes }) => purposes.map((purpose) => NAMED[purpose])));
  const several = crawlers.filter(({ purposes }) => purposes.length > 1).map(({ token }) => token);
  return [
    `# ${[...named].join(", ")}`,
    ...(several.length === 0 ? [] : [`# ${several.join(", ")}: one name for two uses, closed where either is denied`]),
  ];
}
