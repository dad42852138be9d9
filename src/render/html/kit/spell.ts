import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { Clause } from "../../../model/licence/clause.ts";
import type { FormMistake } from "../../../model/mistake.ts";
import * as spelling from "../../../model/spelling.ts";
import type { Site } from "../../site.ts";

/** Returns a sentence in the publication's spelling: "license", or "licence" in British English. */
export const spell = (text: string, { masthead }: Pick<Site, "masthead">): string =>
  spelling.spell(text, masthead.publication.language);

/** Returns clauses in the publication's spelling. */
export const spelled = (clauses: readonly Clause[], site: Pick<Site, "masthead">): Clause[] =>
  clauses.map((clause) => ({ ...clause, words: spell(clause.words, site), sentence: spell(clause.sentence, site) }));

/** Returns a mistake in the publication's spelling; the value that was sent stays unchanged. */
export const spelledMistake = (mistake: FormMistake, site: Pick<Site, "masthead">): FormMistake => ({
  ...mistake,
  problem: spell(mistake.problem, site),
  ...(mistake.allowed === undefined ? {} : { allowed: spell(mistake.allowed, site) }),
  ...(mistake.sentence === undefined ? {} : { sentence: spell(mistake.sentence, site) }),
});

/** Text that is never respelled: tags, and what software reads. */
const VERBATIM = /(<(code|pre|script|textarea)\b[\s\S]*?<\/\2>|<[^>]*>)/g;

/** Returns a part of a page in the publication's spelling. Every word must be ours; code and addresses stay unchanged. */
export const spellAll = (part: Child, site: Pick<Site, "masthead">): Child =>
  raw(
    String(part)
      .split(VERBATIM)
      .filter((_, at) => at % 3 !== 2)
      .map((piece, at) => (at % 2 === 0 ? spell(piece, site) : piece))
      .join(""),
  );
