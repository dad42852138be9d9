import type { Version } from "../../model/article/article.ts";
import { type ChangeKind, changeKind, licencesTold } from "../../model/article/change.ts";
import type { Timing } from "../../model/article/version.ts";
import type { Masthead } from "../../model/masthead.ts";
import { readCarriers } from "../../store/article/archive.ts";
import type { ArticleChange } from "../../store/article/change.ts";
import type { ArticleRecord } from "../../store/article/record.ts";
import type { ArticleWrite } from "../../store/article/write.ts";
import { emptyPlan, type Plan } from "./commit.ts";
import { isRetold, isVersionOut, lifecycleOf, planMoves, shownOf, type Turn } from "./places.ts";
import { searchMoves } from "./search-entries.ts";

/** The stored records before the plan, by id. */
type EarlierRecords = ReadonlyMap<string, ArticleRecord>;

/** The channels that ever carried an article, by article. */
type Carriers = ReadonlyMap<string, string[]>;

/** Returns the channels that ever carried the articles that readers no longer see. */
export async function carriersOf(db: D1Database, written: readonly TimedArticle[]): Promise<Carriers> {
  const hidden = written.map(versionOf).filter((version) => version.released !== undefined && !isVersionOut(version));
  return hidden.length === 0
    ? new Map()
    : readCarriers(
        db,
        hidden.map(({ id }) => id),
      );
}

/** Plans the writing of articles at a time: their changes, and the channels and images affected. */
export function planWrites(
  revision: number,
  written: ArticleWrite[],
  records: EarlierRecords,
  carriers: Carriers,
  { at, masthead }: { at: string; masthead: Masthead },
): Plan {
  const turns = written.map((each) => turnOf(each, records, carriers, at));
  const moves = turns.map(planMoves);
  const changes = written.flatMap((each) => changesOf(each, records.get(each.article.id)));
  return {
    ...emptyPlan(revision),
    written: written.map((each, index) => ({ ...each, shown: turns[index] && shownOf(turns[index]) })),
    changes: turns.some(({ before, now }) => isRetold(before, now)) ? [...changes, { kind: "tidied" }] : changes,
    left: moves.flatMap(({ left }) => left),
    entered: moves.flatMap(({ entered }) => entered),
    images: [...new Set(turns.flatMap(({ before, now }) => [before, now].flatMap(imagesOut)))],
    search: searchMoves(
      written.map((each) => ({ ...versionOf(each), body: each.body })),
      (id) => isOutIn(records, id),
      masthead,
    ),
  };
}

const isOutIn = (records: EarlierRecords, id: string): boolean => {
  const before = records.get(id);
  return before !== undefined && isVersionOut(before);
};

const turnOf = (each: ArticleWrite, records: EarlierRecords, carriers: Carriers, at: string): Turn => ({
  before: records.get(each.article.id),
  now: versionOf(each),
  carriers: carriers.get(each.article.id) ?? [],
  at,
  shown: each.shown,
});

type TimedArticle = Timing & Pick<ArticleWrite, "article">;

/** Returns a written article with its dates. */
export const versionOf = ({
  article,
  version,
  releaseAt,
  released,
  modified,
  expired,
  killed,
}: TimedArticle): Version => ({
  ...article,
  version,
  publishedAt: releaseAt,
  modifiedAt: modified,
  ...(released === null ? {} : { released }),
  ...(expired ? { expired } : {}),
  ...(killed === null ? {} : { killed }),
});

/** Returns which of some written articles will be out. */
export const outAfter = (written: readonly TimedArticle[]): Map<string, boolean> =>
  new Map(written.map((each) => [each.article.id, isVersionOut(versionOf(each))]));

/** Returns the change of an article that stays the same and only appears or disappears. */
export const changeAs =
  (kind: ChangeKind) =>
  (each: Version): ArticleChange => ({
    kind,
    article: each.id,
    version: each.version,
    licences: licencesTold(kind, undefined, each),
  });

function changesOf(each: ArticleWrite, before: ArticleRecord | undefined): ArticleChange[] {
  const kind = kindOf(each, before);
  if (kind === undefined) return [];
  const { article, version } = each;
  return [{ kind, article: article.id, version, licences: licencesTold(kind, before, article) }];
}

/** Returns the change that readers notice between the stored article and the one written now. */
export const kindOf = (now: TimedArticle, before: ArticleRecord | undefined): ChangeKind | undefined =>
  changeKind(before && lifecycleOf(before), lifecycleOf(versionOf(now)));

/** Whether readers can notice how an article is written now: its change, or the reason for its kill. */
export const isVisibleChange = (now: TimedArticle, before: ArticleRecord | undefined): boolean =>
  kindOf(now, before) !== undefined || isRetold(before, versionOf(now));

/** Returns the images that an article shows to readers: none while it is hidden. */
export const imagesOut = (version: Version | undefined): string[] =>
  version !== undefined && isVersionOut(version) ? version.images.map(({ sha256 }) => sha256) : [];
