import type { Version } from "../../model/article/article.ts";
import { type ChangeKind, changeKind, isOut, licencesTold } from "../../model/article/change.ts";
import type { Timing } from "../../model/article/version.ts";
import { channelOf, channelsOf, WITHDRAWN, withdrawnFrom } from "../../model/channel.ts";
import { readCarriers } from "../../store/article/archive.ts";
import type { ArticleChange } from "../../store/article/change.ts";
import type { Member } from "../../store/article/channel.ts";
import type { ArticleRecord } from "../../store/article/record.ts";
import type { ArticleWrite } from "../../store/article/write.ts";
import { emptyPlan, type Plan, touchedChannels } from "./commit.ts";
import { tagsOf } from "./tags.ts";

/** How articles stood before. */
type EarlierRecords = ReadonlyMap<string, ArticleRecord>;

/** The channels that ever carried an article, by article. */
type Carriers = ReadonlyMap<string, string[]>;

/** Where the articles that are killed by now ever stood. */
export async function carriersOf(db: D1Database, written: readonly ArticleWrite[]): Promise<Carriers> {
  const killed = written.flatMap((each) => (each.killed === null ? [] : [each.article.id]));
  return killed.length === 0 ? new Map() : readCarriers(db, killed);
}

/** What writing some articles comes to: their changes, and the channels and images that they touch. */
export function planWrites(
  revision: number,
  written: ArticleWrite[],
  records: EarlierRecords,
  carriers: Carriers,
): Plan {
  const moves = written.map((each) => {
    const { id } = each.article;
    return planMove(records.get(id), versionOf(each), carriers.get(id) ?? []);
  });
  const changes = written.flatMap((each) => changesOf(each, records.get(each.article.id)));
  return {
    ...emptyPlan(revision),
    written,
    changes: moves.some(({ isTidied }) => isTidied) ? [...changes, { kind: "tidied" }] : changes,
    left: moves.flatMap(({ left }) => left),
    entered: moves.flatMap(({ entered }) => entered),
    images: [...new Set(written.flatMap((each) => [records.get(each.article.id), versionOf(each)].flatMap(imagesOut)))],
  };
}

/**
 * Where an article leaves and enters. The notice of a killed one stands wherever the story ever stood until it was killed,
 * and stays there, whatever is sent of it meanwhile; a new reason is told there, and to who follows the changes, and is no row of the log.
 */
function planMove(
  before: ArticleRecord | undefined,
  now: Version,
  carriers: readonly string[],
): { left: Member[]; entered: Member[]; isTidied: boolean } {
  const left = before?.killed === undefined ? membersOf(before) : noticesAt(before, before.notices);
  if (now.killed === undefined) return { left, entered: membersOf(now), isTidied: false };
  if (before?.killed === undefined) {
    const carried = [...(before?.released === undefined ? [] : withdrawnOf(before)), ...carriers.map(withdrawnFrom)];
    return { left, entered: noticesAt(now, [WITHDRAWN, ...carried, ...withdrawnOf(now)]), isTidied: false };
  }
  return before.reason === now.reason
    ? { left: [], entered: [], isTidied: false }
    : { left, entered: left, isTidied: true };
}

const noticesAt = (version: Version, channels: readonly string[] = []): Member[] =>
  [...new Set(channels)].map((channel) => placeOf(version, channel));

type TimedArticle = Timing & Pick<ArticleWrite, "article">;

/** A written article with its place in time. */
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

/** How a version stands before readers. */
export const lifecycleOf = ({ status, released, expired, licence, exclude, expires, translate }: Version) => ({
  status,
  released: released !== undefined,
  expired: expired === true,
  licence: JSON.stringify([licence, exclude, expires, translate]),
});

/** Which of some written articles will be out. */
export const outAfter = (written: readonly TimedArticle[]): Map<string, boolean> =>
  new Map(written.map((each) => [each.article.id, isOut(lifecycleOf(versionOf(each)))]));

/** The change of an article that stays as it is, and only comes or goes. */
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

/** The change that readers notice between how an article stood and how it is written now. */
export const kindOf = (now: TimedArticle, before: ArticleRecord | undefined): ChangeKind | undefined =>
  changeKind(before && lifecycleOf(before), lifecycleOf(versionOf(now)));

/** Whether readers can notice how an article is written now: what changed of it, or why it was killed. */
export const isVisibleChange = (now: TimedArticle, before: ArticleRecord | undefined): boolean =>
  kindOf(now, before) !== undefined || planMove(before, versionOf(now), []).isTidied;

/** An article's places in the channels: none while it is hidden, or once it was killed. */
export const membersOf = (version: Version | undefined): Member[] =>
  version !== undefined && isOut(lifecycleOf(version))
    ? channelsOf(version).map((channel) => placeOf(version, channel))
    : [];

/** What stands beside the channels of an article. */
const withdrawnOf = (version: Version): string[] =>
  channelsOf(version).flatMap((channel) => (channelOf(channel) ? [withdrawnFrom(channel)] : []));

const placeOf = ({ id, publishedAt, killed }: Version, channel: string): Member => ({
  channel,
  published: killed ?? publishedAt,
  article: id,
});

/** The images that an article puts before readers: none while it is hidden. */
export const imagesOut = (version: Version | undefined): string[] =>
  version !== undefined && isOut(lifecycleOf(version)) ? version.images.map(({ sha256 }) => sha256) : [];

/** What caches hold of the articles whose change readers can notice. */
export function tagsFor(plan: Plan, records: EarlierRecords): string[] {
  const seen = plan.written.filter(({ article, released }) => released !== null || records.get(article.id)?.released);
  return tagsOf({
    channels: touchedChannels(plan),
    articles: [...seen.map(({ article }) => article.id), ...plan.links.linkers],
    images: plan.images,
  });
}
