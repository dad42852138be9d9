import { getOwn } from "../../model/get-own.ts";
import type { Masthead, MastheadInput } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { isCurrent } from "../../model/publisher/entitlement.ts";
import { isRetired, parseRetirable, retiredOnlyIn } from "../../model/retired.ts";
import { type LicenceUse, retiredAfter, unknownRetired, unsentNames, usedMistakes } from "../../model/retiring.ts";
import { instant } from "../../model/time.ts";
import { readLicenceUsers, type WhichArticles } from "../../store/article/licence-use.ts";
import { readOpenAgreements } from "../../store/publisher/agreement.ts";

/** What a masthead does to the names in it or in the previous one, as in `sections/asia`. */
export type RetiredNames = {
  /** What wasn't sent and stays, except what is retired. */
  kept: string[];
  retired: string[];
  /** What was retired and was sent again. */
  back: string[];
};

/** Returns what a masthead retires, what it brings back, and what it leaves alone. */
export function retiredNames(before: Masthead | undefined, input: MastheadInput): RetiredNames {
  const after = retiredAfter(before, input);
  return {
    kept: unsentNames(before, input).filter((name) => {
      const { kind, id } = parseRetirable(name) ?? {};
      return kind === undefined || id === undefined || !isRetired(after, kind, id);
    }),
    retired: retiredOnlyIn(after, before?.retired),
    back: retiredOnlyIn(before?.retired, after),
  };
}

/**
 * Returns why something can't be retired: it doesn't exist, or articles or agreements use it. `which` are the articles that
 * count.
 */
export async function retiringMistakes(
  { db, now }: { db: D1Database; now: number },
  input: MastheadInput,
  before: Masthead | undefined,
  which: WhichArticles = {},
): Promise<Mistake[]> {
  const unknown = unknownRetired(input.retired, {
    publication: {
      sections: { ...before?.publication.sections, ...input.publication.sections },
      topics: { ...before?.publication.topics, ...input.publication.topics },
    },
    authors: { ...before?.authors, ...input.authors },
    licences: { ...before?.licences, ...input.licences },
  });
  const sent = input.retired?.licences ?? [];
  // Nothing new can use a license once it is retired.
  const anew = [...new Set(sent)].filter((id) => !isRetired(before?.retired, "licences", id));
  if (anew.length === 0) return unknown;
  return [...unknown, ...usedMistakes(sent, await readUses(db, anew, before, instant(now), which))];
}

async function readUses(
  db: D1Database,
  licences: readonly string[],
  before: Masthead | undefined,
  now: string,
  which: WhichArticles,
): Promise<LicenceUse[]> {
  const users = await readLicenceUsers(db, licences, { now, ...which });
  const agreements = (await readOpenAgreements(db, licences, now)).filter((each) =>
    isCurrent(each, getOwn(before?.licences, each.licence), now),
  );
  return licences.map((licence) => ({
    licence,
    articles: users.get(licence) ?? { count: 0, first: [] },
    agreements: runningOn(agreements.filter((each) => each.licence === licence)),
  }));
}

function runningOn(agreements: readonly { organization: string; expires: string }[]): LicenceUse["agreements"] {
  const until = agreements
    .map(({ expires }) => expires)
    .sort()
    .at(-1);
  return until === undefined
    ? undefined
    : { organizations: [...new Set(agreements.map(({ organization }) => organization))], until };
}
