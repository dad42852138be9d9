import fc from "fast-check";
import type { LicenceInput } from "../../src/model/licence/licence.ts";
import type { Tightening } from "../../src/model/licence/terms.ts";
import { articleOffer, licenceOffer } from "../../src/render/rights/odrl/offer.ts";
import { anyLicence } from "./any-licence.ts";
import { itemUnder, keptAs, LICENCES, type NamedLicence, ORIGIN, tighteningsOf } from "./every-licence.ts";
import { type Policy, type ReadOffer, readOffer } from "./odrl.ts";

/** Returns the offer of a license. */
const ofLicence = (known: NamedLicence, what = known.id): Promise<ReadOffer> =>
  readOffer(what, known.licence, licenceOffer(known.id, known.licence, ORIGIN));

/** Returns the offer of an article that narrows its license. */
const ofArticle = (known: NamedLicence, tightening: Tightening, what = known.id): Promise<ReadOffer> =>
  readOffer(
    `${what} with ${JSON.stringify(tightening)}`,
    known.licence,
    articleOffer(itemUnder(known, tightening), ORIGIN),
  );

/** Returns the offers of every license in the repository, and of every article that can narrow one. */
export const written = (): Promise<ReadOffer[]> =>
  Promise.all(
    LICENCES.flatMap((known) => [
      ofLicence(known),
      ...tighteningsOf(known).map((tightening) => ofArticle(known, tightening)),
    ]),
  );

/** Returns the offers of a generated license, and of an article that narrows it. */
export function madeUp(licence: LicenceInput, at = 0): Promise<ReadOffer>[] {
  const known = keptAs("any", licence);
  const ways = tighteningsOf(known);
  const what = `licence ${JSON.stringify(licence)}`;
  return [ofLicence(known, what), ofArticle(known, ways[at % ways.length] ?? {}, what)];
}

/** Returns the offers of all written and 300 generated licenses. */
export const offers = async (): Promise<ReadOffer[]> => [
  ...(await written()),
  ...(await Promise.all(fc.sample(anyLicence, 300).flatMap(madeUp))),
];

/** Returns the mistakes found in offers, each with its offer; only the first few. */
export function wrongIn(
  all: readonly ReadOffer[],
  find: (policy: Policy, read: ReadOffer) => readonly unknown[],
): string[] {
  const found = all.flatMap((read) => find(read.policy, read).map((each) => `${JSON.stringify(each)} in ${read.what}`));
  return [...new Set(found)].slice(0, 5);
}

/** Returns those that aren't in a list. */
export const notIn = (known: readonly string[], list: readonly string[]): string[] =>
  list.filter((each) => !known.includes(each));
