import type { Mistake } from "../mistake.ts";
import { instant, SECOND } from "../time.ts";
import { type Article, releaseTime, type Version } from "./article.ts";
import type { Exported } from "./exported.ts";

/** An article's place in time, as the next version has it. */
export type Timing = {
  version: number;
  releaseAt: string;
  released: string | null;
  modified: string;
  expiresAt: string | null;
  expired: boolean;
  killed: string | null;
};

type EarlierVersion =
  | Pick<Version, "version" | "status" | "released" | "expired" | "publishedAt" | "modifiedAt" | "published" | "killed">
  | undefined;

/**
 * When a changed article is released, and the dates of its next version. `now` is in milliseconds; `exported` is a new
 * article's state elsewhere.
 */
export function timeVersion(before: EarlierVersion, article: Article, now: number, exported?: Exported): Timing {
  if (exported !== undefined) return timeExported(article, now, exported);
  const releaseAt =
    before?.released && before.published === article.published ? before.publishedAt : releaseTime(article);
  const isDue = article.status === "usable" && releaseAt <= instant(now) && !isOver(article, now);
  const released = before?.released ?? (isDue ? instant(now) : null);
  const changed = modifiedTime(before, article, releaseAt, now);
  return {
    version: (before?.version ?? 0) + 1,
    releaseAt,
    released,
    modified: changed,
    killed: article.status === "canceled" && released !== null ? (before?.killed ?? changed) : null,
    expiresAt: article.expires === undefined ? null : instant(Date.parse(article.expires)),
    expired: isOver(article, now),
  };
}

/** An article imported with its times. If it was never released, its own dates decide. */
function timeExported(article: Article, now: number, exported: Exported): Timing {
  const own = { ...timeVersion(undefined, article, now), version: exported.version };
  if (exported.released === undefined) return own;
  const modified = exported.modified === undefined ? own.modified : kept(exported.modified);
  return {
    ...own,
    modified,
    releaseAt: exported.releaseAt === undefined ? own.releaseAt : kept(exported.releaseAt),
    released: kept(exported.released),
    killed: article.status === "canceled" ? kept(exported.killed ?? modified) : null,
  };
}

const kept = (time: string): string => instant(Date.parse(time));

const isOver = ({ expires }: Article, now: number): boolean => expires !== undefined && Date.parse(expires) <= now;

/** The author's date if it is later; otherwise the time of publishing, for articles that are released, killed or restored. */
function modifiedTime(before: EarlierVersion, article: Article, releaseAt: string, now: number): string {
  const latest = instant(Math.max(now, Date.parse(releaseAt)));
  const given = article.updated === undefined ? releaseAt : instant(Date.parse(article.updated));
  const own = datesBetween(given, releaseAt, latest);
  if (!before?.released) return own;
  // Importers take an item again only if its date is later than that of their copy.
  const later = instant(Math.max(now, Date.parse(before.modifiedAt) + SECOND));
  // A kill is dated now, whatever the author's date is, because its notices are counted from then on. So is a return.
  const stays = article.status === "usable" && before.status === "usable" && !before.expired;
  return own > before.modifiedAt && stays ? own : later;
}

/** A released article is out; only a status can take it back, not a later date. */
export function timingMistakes(
  before: EarlierVersion | { released?: string | undefined },
  article: Pick<Article, "published" | "embargo" | "status">,
  now: number,
): Mistake[] {
  if (!before?.released || article.status !== "usable") return [];
  const late = (["embargo", "published"] as const).filter((field) => Date.parse(article[field] ?? "") > now);
  return late.map((field) => ({
    field,
    value: JSON.stringify(article[field]),
    problem: `is in the future, but the article was released at ${before.released}`,
    allowed: "a time that has passed; to take the article down, status: withheld",
  }));
}

/** ISO instants sort as text. */
const datesBetween = (text: string, least: string, most: string): string => {
  if (text < least) return least;
  return text > most ? most : text;
};
