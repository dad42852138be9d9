import { type Access, grantingLicence, licencesOf, PUBLIC, type Rules, textShown } from "../access.ts";
import type { Version } from "../article/article.ts";
import { type Mark, mark } from "./mark.ts";

const LEVELS = ["link", "summary", "full"] as const;
export type Level = (typeof LEVELS)[number];

/** How much of a story is public, and so is in the public index. */
export const publicLevel = (article: Pick<Version, "licence" | "exclude">, rules: Rules): Level => {
  const licence = grantingLicence(article);
  return licence === undefined ? "link" : textShown(licence, rules, PUBLIC);
};

/** The index rows that may answer an access. */
export type Scope = {
  /** In the public index: rows with any of these marks are skipped. */
  hidden: Mark[];
  /** In the licensed index: only rows with one of these marks are used; without marks, none. */
  open: Mark[];
};

/**
 * Returns what an access may use of both indexes. A row with more than may be read now is skipped, so that closing a license
 * takes effect at once, even before the index is rewritten. What a key opens is searched only in the licensed index, which
 * has all of it.
 */
export function scopeOf(rules: Rules, access: Access): Scope {
  const opened = licencesOf(access).filter((licence) => textShown(licence, rules, access) === "full");
  const hidden = Object.keys(rules.licences).flatMap((licence) => {
    const most = LEVELS.indexOf(textShown(licence, rules, access));
    const isOpened = opened.includes(licence);
    return LEVELS.filter((level, at) => at > most || (isOpened && level !== "full")).map((level) =>
      mark(level, licence),
    );
  });
  return { hidden, open: opened.map((licence) => mark("licence", licence)) };
}

/** Returns the licenses whose public part has changed. */
export const changedLevels = (before: Rules, after: Rules): string[] =>
  Object.keys(after.licences).filter(
    (licence) => textShown(licence, before, PUBLIC) !== textShown(licence, after, PUBLIC),
  );
