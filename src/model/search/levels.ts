import { type Access, grantingLicence, licencesOf, PUBLIC, type Rules, textShown } from "../access.ts";
import type { Version } from "../article/article.ts";
import { type Mark, mark } from "./mark.ts";

const LEVELS = ["link", "summary", "full"] as const;
export type Level = (typeof LEVELS)[number];

/** How much of a story everybody may read, and so how much of it everybody's index has. */
export const publicLevel = (article: Pick<Version, "licence" | "exclude">, rules: Rules): Level => {
  const licence = grantingLicence(article);
  return licence === undefined ? "link" : textShown(licence, rules, PUBLIC);
};

/** Which rows of an index an access may be answered from. */
export type Scope = {
  /** In everybody's index: those with one of these marks aren't looked at. */
  hidden: Mark[];
  /** In the index of licensed texts: those with one of these marks are looked at; where there are none, none is. */
  open: Mark[];
};

/**
 * What of both indices an access is answered from. A row that has more than may be read by now isn't looked at, so what a
 * licence closes is closed at once, though the index be written anew later. What a key opens is looked for in the licensed
 * index alone, where all of it is.
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

/** The licences of which everybody may read another part of each story by now. */
export const changedLevels = (before: Rules, after: Rules): string[] =>
  Object.keys(after.licences).filter(
    (licence) => textShown(licence, before, PUBLIC) !== textShown(licence, after, PUBLIC),
  );
