import type { Masthead, MastheadInput } from "./masthead.ts";
import { type Mistake, unknownName } from "./mistake.ts";
import { PAGES } from "./policy.ts";
import { nounOf, RETIRABLES, type Retirable, type Retired, retirableName, retiredFrom } from "./retired.ts";

/** The parts of a masthead that names are found in. */
type Named = {
  publication: Pick<MastheadInput["publication"], "sections" | "topics">;
  authors: Record<string, unknown>;
  licences: Record<string, unknown>;
};

const namesIn = (kind: Retirable, { publication, authors, licences }: Named): Record<string, unknown> =>
  ({ sections: publication.sections, topics: publication.topics, authors, licences })[kind];

/**
 * What is retired once a masthead is published, in the order of ids. Items sent without `retired` come back; items that
 * aren't sent stay as they are.
 */
export const retiredAfter = (
  before: Pick<Masthead, "retired"> | undefined,
  input: MastheadInput,
): Retired | undefined =>
  retiredFrom(
    RETIRABLES.map((kind) => {
      const stays = (before?.retired?.[kind] ?? []).filter((id) => !Object.hasOwn(namesIn(kind, input), id));
      return [kind, [...new Set([...stays, ...(input.retired?.[kind] ?? [])])].sort()] as const;
    }),
  );

/** Items that one masthead names and another doesn't. */
export const unsentNames = (before: Named | undefined, input: Named): string[] =>
  RETIRABLES.flatMap((kind) =>
    Object.keys(before === undefined ? {} : namesIn(kind, before))
      .filter((id) => !Object.hasOwn(namesIn(kind, input), id))
      .sort()
      .map((id) => retirableName(kind, id)),
  );

/** Items to retire that don't exist. */
export const unknownRetired = (retired: Retired | undefined, known: Named): Mistake[] =>
  RETIRABLES.flatMap((kind) => {
    const names = namesIn(kind, known);
    return (retired?.[kind] ?? []).flatMap((id, at) =>
      Object.hasOwn(names, id)
        ? []
        : [unknownName(`retired.${kind}[${at}]`, id, nounOf(kind), Object.keys(names).sort())],
    );
  });

/**
 * What keeps a license from being retired: articles that are or will be out under it, and publishers with current agreements
 * and their end.
 */
export type LicenceUse = {
  licence: string;
  articles: { count: number; first: readonly string[] };
  agreements: { organizations: readonly string[]; until: string } | undefined;
};

/** Why licenses can't be retired. `sent` are the ids to be retired, as they were sent. */
export const usedMistakes = (sent: readonly string[], uses: readonly LicenceUse[]): Mistake[] =>
  uses.flatMap(({ licence, articles, agreements }) =>
    [articlesFlaw(articles), agreements && agreementsFlaw(agreements)].flatMap((flaw) =>
      flaw === undefined
        ? []
        : [{ field: `retired.licences[${sent.indexOf(licence)}]`, value: JSON.stringify(licence), ...flaw }],
    ),
  );

type Flaw = Pick<Mistake, "problem" | "allowed">;

const articlesFlaw = ({ count, first }: LicenceUse["articles"]): Flaw | undefined =>
  count === 0
    ? undefined
    : {
        problem: `can't be retired while ${count === 1 ? "an article uses" : `${count} articles use`} it: ${listFirst(first, count)}`,
        allowed: "a license that no article or image uses; relicense, withhold or expire those articles first",
      };

const agreementsFlaw = ({ organizations, until }: NonNullable<LicenceUse["agreements"]>): Flaw => ({
  problem: `can't be retired while publishers have agreements on it: ${listFirst(organizations, organizations.length)}`,
  allowed: `a license without current agreements; the last one ends at ${until}`,
});

/** The first of some names, and how many more there are. */
export function listFirst(names: readonly string[], count: number): string {
  const first = names.slice(0, PAGES.namesTold);
  return `${first.join(", ")}${count > first.length ? ` and ${count - first.length} more` : ""}`;
}
