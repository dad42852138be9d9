import { channelOf, LATEST } from "../../model/channel.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import type { FoundLink } from "../../sources/html/story-links.ts";
import type { AddressRow } from "../../store/address.ts";
import type { ArticleRecord } from "../../store/article/record.ts";
import { readLinkers, readTargets } from "../../store/article/story-link.ts";
import type { Plan } from "./commit.ts";

/**
 * Adds changes of links between stories to a plan. If a story appears or disappears, each article that links to it changes for
 * readers, though nobody edited it.
 */
export async function withLinks<Each extends Plan>(
  db: D1Database,
  plan: Each,
  records: ReadonlyMap<string, ArticleRecord> = new Map(),
): Promise<Each> {
  const written = plan.written.flatMap(({ article, links, version }) =>
    links.map((target) => ({ article: article.id, target, version })),
  );
  const had = plan.written.filter(({ article }) => records.get(article.id)?.openLinks !== undefined);
  const moved = comingOrGoing(plan);
  // A story that gets a name is reached by links that already used that name.
  const names = plan.addresses.filter(({ kind }) => kind === "article").map(({ name }) => name);
  const linkers = moved.length + names.length === 0 ? [] : await readLinkers(db, moved, names);
  const seen = linkers.filter(({ channel }) => channelOf(channel ?? "") !== undefined);
  const articles = [...written, ...linkers].map(({ article }) => article);
  const links = {
    written,
    refreshed: unique([...articles, ...had.map(({ article }) => article.id)]),
    linkers: unique(seen.map(({ article }) => article)),
    channels: unique(seen.flatMap(({ channel }) => channel ?? [])),
  };
  // If nothing else changes, what readers notice still needs a number in the log.
  const isUntold = links.linkers.length > 0 && plan.changes.length === 0;
  return { ...plan, links, ...(isUntold ? { changes: [{ kind: "tidied" }] } : {}) };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Returns the stories that a plan adds to or removes from what is out; everything out is in the `latest` channel. */
function comingOrGoing({ left, entered }: Plan): string[] {
  const ids = (members: Plan["left"]) => members.flatMap((each) => (each.channel === LATEST.id ? [each.article] : []));
  const [before, after] = [new Set(ids(left)), new Set(ids(entered))];
  return [...before, ...after].filter((id) => before.has(id) !== after.has(id));
}

/** An article whose links are checked, with the name under which its body was sent. */
export type LinkingArticle = { id: string; links: readonly FoundLink[]; field?: string };

/**
 * Returns a function that lists an article's closed links, as they will be once the stories in `after` are out or not, and the
 * names in `added` exist.
 */
export async function closedLinks(
  db: D1Database,
  articles: readonly LinkingArticle[],
  after: ReadonlyMap<string, boolean>,
  added: readonly AddressRow[] = [],
): Promise<(article: LinkingArticle) => PlacedWarning[]> {
  const wanted = unique(articles.flatMap(({ links }) => links.map(({ story }) => story)));
  const targets = await readTargets(db, wanted);
  const ids = new Map(added.map(({ name, of }) => [name, of]));
  const isOut = (story: string) =>
    after.get(targets.get(story)?.id ?? ids.get(story) ?? story) ?? targets.get(story)?.isOut;
  return ({ id, links, field = "body" }) =>
    links
      .filter(({ story }) => isOut(story) !== true)
      .map(({ story, ...link }) => ({
        ...{
          article: id,
          ...link,
          action: "closed",
          reason: isOut(story) === false ? "story not out" : "unknown story",
        },
        ...(link.field === "body" ? { field } : {}),
      }));
}
