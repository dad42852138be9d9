import type { Mistake } from "../mistake.ts";
import { type Article, articleMistakes, type IdentifiedArticle, type Names, type Status } from "./article.ts";
import { type Correction, missingFrom } from "./correction.ts";
import { timingMistakes } from "./version.ts";

/** What was last sent of an article's standing; null where it was left out. A key that is missing isn't known. */
export type SentFields = Partial<{
  status: Status;
  licence: string | null;
  expires: string | null;
  corrections: readonly Correction[];
}>;

/** What the desk decided since, in the place of what was sent. */
export type DeskDecisions = Partial<{ status: Status; reason: string | null; licence: string; expires: string | null }>;

/** What an article says of its own standing. */
export const pickSentFields = ({ status, licence, expires, corrections }: IdentifiedArticle): SentFields => ({
  status,
  licence: licence ?? null,
  expires: expires ?? null,
  corrections: corrections ?? [],
});

/**
 * What still holds of the desk's decisions once an article is sent again: whatever is sent otherwise than the last time is
 * decided anew, the rest stays as the desk decided.
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

/** The article as it stands: as it was sent, but for what the desk decided. */
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

/** What is wrong with an article as it would stand: the desk's decisions and what is sent can contradict each other. */
export function decidedMistakes(
  before: Parameters<typeof timingMistakes>[0],
  article: Article,
  names: Names,
  now: number,
): Mistake[] {
  return [...articleMistakes(article, names), ...timingMistakes(before, article, now)];
}

/** What was corrected at the desk has to be taken over by who sends the story again, or the correction would be undone. */
export function overlookedCorrections(
  before: { corrections?: readonly Correction[] | undefined; sent: SentFields } | undefined,
  { corrections = [], status }: Pick<IdentifiedArticle, "corrections" | "status">,
): Mistake[] {
  const made = before?.corrections ?? [];
  const atDesk = missingFrom(made, before?.sent.corrections ?? made);
  // Taken without it, even a killed text could come back uncorrected; the desk's own kill leaves the text as it is.
  const atOnce = status === "canceled" ? "; or a kill at the desk, which nothing holds up" : "";
  return missingFrom(atDesk, corrections).map(({ at, kind, note }) => ({
    field: "corrections",
    problem: `lacks what was corrected at the desk at ${at}`,
    allowed: `the text with that correction in it, and { at: ${at}, kind: ${kind}, note: ${JSON.stringify(note)} }${atOnce}`,
  }));
}
