import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { Clause } from "../../../model/licence/clause.ts";
import type { FormMistake } from "../../../model/mistake.ts";
import * as spelling from "../../../model/spelling.ts";
import type { Site } from "../../site.ts";

/** A sentence of a page in the publication's spelling: “license”, or “licence” in British English. */
export const spell = (text: string, { masthead }: Pick<Site, "masthead">): string =>
  spelling.spell(text, masthead.publication.language);

/** Clauses as a page says them. */
export const spelled = (clauses: readonly Clause[], site: Pick<Site, "masthead">): Clause[] =>
  clauses.map((clause) => ({ ...clause, words: spell(clause.words, site), sentence: spell(clause.sentence, site) }));

/** A mistake as a page says it; the value that somebody sent stays as it is. */
export const spelledMistake = (mistake: FormMistake, site: Pick<Site, "masthead">): FormMistake => ({
  ...mistake,
  problem: spell(mistake.problem, site),
  ...(mistake.allowed === undefined ? {} : { allowed: spell(mistake.allowed, site) }),
  ...(mistake.sentence === undefined ? {} : { sentence: spell(mistake.sentence, site) }),
});

/** What isn't spelled: tags, and what software reads. */
const VERBATIM = /(<(code|pre|script|textarea)\b[\s\S]*?<\/\2>|<[^>]*>)/g;

/** A part of a page in which every word is ours, in the publication's spelling: its texts, and neither code nor addresses. */
export const spellAll = (part: Child, site: Pick<Site, "masthead">): Child =>
  raw(
    String(part)
      .split(VERBATIM)
      .filter((_, at) => at % 3 !== 2)
      .map((piece, at) => (at % 2 === 0 ? spell(piece, site) : piece))
      .join(""),
  );
