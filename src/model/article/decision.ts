import type { Mistake } from "../mistake.ts";
import { type Article, articleMistakes, type IdentifiedArticle, type Names } from "./article.ts";
import { type Correction, droppedFrom, missingFrom } from "./correction.ts";
import type { Status } from "./status.ts";
import { timingMistakes } from "./version.ts";

/** An article's status fields as they were last sent; null if one was left out. A missing key means that it isn't known. */
export type SentFields = {
  status?: Status | undefined;
  licence?: string | null | undefined;
  expires?: string | null | undefined;
  corrections?: readonly Correction[] | undefined;
};

/** The desk's decisions since then, which replace the sent fields. */
export type DeskDecisions = {
  status?: Status | undefined;
  reason?: string | null | undefined;
  licence?: string | undefined;
  expires?: string | null | undefined;
};

/** An article's own status fields. */
export const pickSentFields = ({ status, licence, expires, corrections }: IdentifiedArticle): SentFields => ({
  status,
  licence: licence ?? null,
  expires: expires ?? null,
  corrections: corrections ?? [],
});

/**
 * The desk's decisions that still apply when an article is sent again: fields that differ from the last time replace the
 * decision, and the rest stays as the desk decided.
 */
export function keepDecisions(decided: DeskDecisions, before: SentFields, sent: SentFields): DeskDecisions {
  const holds = (field: "status" | "licence" | "expires") =>
    before[field] === undefined || before[field] === sent[field];
  const { status, reason, licence, expires } = decided;
  return {
    ...(status !== undefined && holds("status") ? { status, ...(reason === undefined ? {} : { reason }) } : {}),
    ...(licence !== undefined && holds("licence") ? { licence } : {}),
    ...(expires !== undefined && holds("expires") ? { expires } : {}),
  };
}

/** The article's current state: as it was sent, except for the desk's decisions. */
export function withDecisions(article: Article, decided: DeskDecisions): Article {
  if (Object.keys(decided).length === 0) return article;
  const { reason: sentReason, expires: sentExpires, ...rest } = article;
  const reason = decided.status === undefined ? sentReason : (decided.reason ?? undefined);
  const expires = decided.expires === undefined ? sentExpires : (decided.expires ?? undefined);
  return {
    ...rest,
    status: decided.status ?? article.status,
    licence: decided.licence ?? article.licence,
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** Mistakes in an article's resulting state: the desk's decisions and the sent fields can contradict each other. */
export function decidedMistakes(
  before: Parameters<typeof timingMistakes>[0],
  article: Article,
  names: Names,
  now: number,
): Mistake[] {
  return [...articleMistakes(article, names), ...timingMistakes(before, article, now)];
}

/**
 * A correction that readers have seen can be changed, but not dropped by leaving it out. If the story is sent again, it has to
 * include corrections made at the desk. Only an empty list takes back those that came with the story itself.
 */
export function overlookedCorrections(
  before: { corrections?: readonly Correction[] | undefined; sent: SentFields; released?: string } | undefined,
  { corrections, status }: Pick<IdentifiedArticle, "corrections" | "status">,
): Mistake[] {
  if (before?.released === undefined) return [];
  const made = before.corrections ?? [];
  const atDesk = new Set(missingFrom(made, before.sent.corrections ?? made));
  const isTakenBack = corrections?.length === 0;
  return droppedFrom(made, corrections ?? [])
    .filter((each) => atDesk.has(each) || !isTakenBack)
    .map((each) => leftOut(each, atDesk.has(each), status));
}

function leftOut({ at, kind, note }: Correction, isDesks: boolean, status: Status): Mistake {
  const correction = `{ at: ${at}, kind: ${kind}, note: ${JSON.stringify(note)} }`;
  const desks = {
    problem: `doesn't include the correction that the desk made at ${at}`,
    allowed: "the text with that correction, and ",
  };
  const seen = {
    problem: `leaves out the correction made at ${at}, which readers have seen`,
    allowed: "that correction (you can change its note): ",
  };
  const takenBack = isDesks ? "" : "; or corrections: [], which takes back every correction sent with the article";
  // Taken without it, even a killed text could come back uncorrected; the desk's own kill leaves the text as it is.
  const atOnce = status === "canceled" ? "; or a kill at the desk, which doesn't need it" : "";
  const { problem, allowed } = isDesks ? desks : seen;
  return { field: "corrections", problem, allowed: `${allowed}${correction}${takenBack}${atOnce}` };
}
