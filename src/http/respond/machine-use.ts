import { isOlderText } from "../../model/accepted-terms.ts";
import { type Access, licencesOf } from "../../model/access.ts";
import { articleRslUrl, rslUrl } from "../../model/address.ts";
import { type MachineUse, pickStrictest } from "../../model/licence/clauses/machine-use.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { publicUse } from "../../model/licence/public-use.ts";
import { type Terms, termsOf } from "../../model/licence/terms.ts";
import type { Item } from "../../render/feed/item.ts";
import { contentUsage } from "../../render/rights/aipref.ts";
import { hasRsl, rslLink } from "../../render/rights/rsl/rsl.ts";
import { reservation, reservationOf } from "../../render/rights/tdmrep.ts";
import type { Site } from "../../render/site.ts";

/** Terms that apply to an answer, and whether the reader accepted them, which fulfills their conditions. */
type Held = { terms: Omit<Terms, "text">; isParty: boolean };

const heldOf = ({ terms, licence }: Pick<Item, "terms" | "licence">, access: Access): Held => ({
  terms,
  isParty: licencesOf(access).includes(licence.id),
});

type OfSite = Pick<Site, "origin" | "access" | "masthead">;

/**
 * Returns the machine-use headers of an answer: a use denied for any part is denied, and only a use allowed for all parts is
 * allowed. If nothing is said, no header is sent.
 */
export function machineUseHeaders(items: readonly Item[], { origin, ...site }: OfSite, links: readonly string[] = []) {
  const held = items.flatMap((item) => [item, ...item.images].map((each) => heldOf(each, site.access)));
  const rsl = items.some((item) => hasRslDocument(item, site)) ? [rslLink(rslUrl(origin))] : [];
  return headers(held, `${origin}/#licences`, [...links, ...rsl]);
}

/** The same for an image, which has licenses of its own. */
export const imageHeaders = (licences: readonly LicenceVersion[], origin: string): Record<string, string> =>
  headers(
    licences.map((licence) => ({ terms: termsOf(licence, {}), isParty: false })),
    `${origin}/#licences`,
    [],
  );

/** The same for one article, at its own URL. */
export function articleHeaders(item: Item, site: Omit<OfSite, "origin">): Record<string, string> {
  const rsl = hasRslDocument(item, site) ? [rslLink(articleRslUrl(item.page))] : [];
  return headers([heldOf(item, site.access)], item.licence.terms, [termsLink(item), ...rsl]);
}

/** RSL documents are public and describe the version in force, so readers under an older one get no link. */
const hasRslDocument = ({ licence, terms }: Item, { masthead }: Pick<Site, "masthead">): boolean =>
  hasRsl(terms) && !isOlderText(masthead, licence.id);

function headers(held: readonly Held[], policy: string, links: readonly string[]): Record<string, string> {
  const usage = contentUsage(pickStrictest(held.map(useOf)));
  const bit = reservationOf(held.map(({ terms, isParty }) => reservation(terms, isParty)));
  return {
    ...(links.length > 0 ? { Link: links.join(", ") } : {}),
    ...(usage === "" ? {} : { "Content-Usage": usage }),
    ...(bit === undefined ? {} : { "tdm-reservation": String(bit) }),
    ...(bit === 1 ? { "tdm-policy": policy } : {}),
  };
}

const useOf = ({ terms, isParty }: Held): MachineUse => publicUse(terms, isParty);

/** RFC 6903 §5: the terms for people, because RSL uses the header's `license`. */
const termsLink = ({ licence }: Item): string => `<${licence.terms}>; rel="terms-of-service"`;

/**
 * Returns what a license denies, as search engine directives: denying search excludes a page from all engines; denying AI
 * answers excludes it from Bing's, the only one with a directive that leaves search alone. `isNeverFound` is for pages that no
 * search should find, whatever the license says.
 */
export function robotsHeader({ terms }: Item, isNeverFound = false): Record<string, string> {
  const { search, aiInput } = publicUse(terms);
  const words = [
    ...(isNeverFound || search === "deny" ? ["noindex"] : []),
    ...(aiInput === "deny" ? ["bingbot: noarchive"] : []),
  ];
  return words.length === 0 ? {} : { "X-Robots-Tag": words.join(", ") };
}
