import fc from "fast-check";
import type { LicenceInput } from "../../src/model/licence/licence.ts";
import type { Tightening } from "../../src/model/licence/terms.ts";
import { articleOffer, licenceOffer } from "../../src/render/rights/odrl/offer.ts";
import { anyLicence } from "./any-licence.ts";
import { itemUnder, keptAs, LICENCES, type NamedLicence, ORIGIN, tighteningsOf } from "./every-licence.ts";
import { type Policy, type ReadOffer, readOffer } from "./odrl.ts";

/** The offer of a licence. */
const ofLicence = (known: NamedLicence, what = known.id): Promise<ReadOffer> =>
  readOffer(what, known.licence, licenceOffer(known.id, known.licence, ORIGIN));

/** The offer of an article that narrows its licence. */
const ofArticle = (known: NamedLicence, tightening: Tightening, what = known.id): Promise<ReadOffer> =>
  readOffer(
    `${what} with ${JSON.stringify(tightening)}`,
    known.licence,
    articleOffer(itemUnder(known, tightening), ORIGIN),
  );

/** The offers of every licence that is written down, and of every article that can narrow one. */
export const written = (): Promise<ReadOffer[]> =>
  Promise.all(
    LICENCES.flatMap((known) => [
      ofLicence(known),
      ...tighteningsOf(known).map((tightening) => ofArticle(known, tightening)),
    ]),
  );

/** The offers of a licence that nobody has written yet, and of an article that narrows it. */
export function madeUp(licence: LicenceInput, at = 0): Promise<ReadOffer>[] {
  const known = keptAs("any", licence);
  const ways = tighteningsOf(known);
  const what = `licence ${JSON.stringify(licence)}`;
  return [ofLicence(known, what), ofArticle(known, ways[at % ways.length] ?? {}, what)];
}

/** The offers of all these. */
export const offers = async (): Promise<ReadOffer[]> => [
  ...(await written()),
  ...(await Promise.all(fc.sample(anyLicence, 300).flatMap(madeUp))),
];

/** What is wrong in offers, with the offer that it is wrong in; the first few of it. */
export function wrongIn(
  all: readonly ReadOffer[],
  find: (policy: Policy, read: ReadOffer) => readonly unknown[],
): string[] {
  const found = all.flatMap((read) => find(read.policy, read).map((each) => `${JSON.stringify(each)} in ${read.what}`));
  return [...new Set(found)].slice(0, 5);
}

/** Those that aren't in a list. */
export const notIn = (known: readonly string[], list: readonly string[]): string[] =>
  list.filter((each) => !known.includes(each));
