import { articleUrl, nsUrl, offerUrl, termsUrl, versionUrl } from "../../../model/address.ts";
import type { LicenceVersion } from "../../../model/licence/licence.ts";
import { type Terms, termsOf } from "../../../model/licence/terms.ts";
import type { Item } from "../../feed/item.ts";
import { obligationsOf } from "./duties.ts";
import { type Offer, type Party, some, time } from "./json.ts";
import { type Policy, rulesOf } from "./rules.ts";

// ODRL Information Model 2.2 (W3C, 2018), as JSON-LD, under IPTC's RightsML 2.0 profile and our own.

const RIGHTSML = "https://iptc.org/std/RightsML/odrl-profile/";

/** Defines here what ODRL's published context omits or gets wrong, so that no version of it changes the meaning. */
const context = (origin: string) => [
  "http://www.w3.org/ns/odrl.jsonld",
  {
    odrl: "http://www.w3.org/ns/odrl/2/",
    dct: "http://purl.org/dc/terms/",
    xsd: "http://www.w3.org/2001/XMLSchema#",
    tdm: "http://www.w3.org/ns/tdmrep#",
    vcard: "http://www.w3.org/2006/vcard/ns#",
    cw: nsUrl(origin),
    uid: { "@id": "odrl:uid", "@type": "@id" },
    source: { "@id": "odrl:source", "@type": "@id" },
    refinement: { "@id": "odrl:refinement", "@type": "@id" },
    obligation: { "@id": "odrl:obligation", "@type": "@id" },
    AssetCollection: "odrl:AssetCollection",
    PartyCollection: "odrl:PartyCollection",
  },
];

/** Returns the offer of a license version: what it grants to whom, and under which conditions. An offer itself grants nothing. */
export function licenceOffer(id: string, licence: LicenceVersion, origin: string): Offer {
  const page = versionUrl(origin, id, licence.version);
  return {
    ...offer(offerUrl(origin, id, licence.version), {
      terms: termsOf(licence, {}),
      page,
      assigner: licensorOf(licence, page, origin),
      origin,
    }),
    "dct:issued": time(licence.since),
    "dct:isVersionOf": { "@id": termsUrl(origin, id) },
    ...(licence.url ? { "dct:source": { "@id": licence.url } } : {}),
    "cw:hash": licence.hash,
    target: { "@type": "AssetCollection", source: `${termsUrl(origin, id)}#text` },
  };
}

/**
 * Returns the offer of an article that narrows its license or belongs to a partner. It is complete and refers to no other
 * offer.
 */
export function articleOffer(item: Item, origin: string): Offer {
  const { slug, terms, licence, policy, holder, publisher } = item;
  const assigner =
    holder === publisher
      ? licensorOf(terms, licence.terms, origin)
      : namedParty(`${articleUrl(origin, slug)}#holder`, holder);
  return {
    ...offer(policy, { terms, page: licence.terms, assigner, origin }),
    ...(terms.excluded
      ? {}
      : { "dct:source": { "@id": offerUrl(origin, licence.id, licence.version) }, "cw:hash": terms.hash }),
    target: { "@id": articleUrl(origin, slug) },
  };
}

/** The publication, unless the license names another licensor. */
const licensorOf = ({ licensor }: Pick<LicenceVersion, "licensor">, page: string, origin: string): Party =>
  licensor === undefined ? party(`${origin}/#organization`) : namedParty(`${page}#licensor`, licensor);

const party = (id: string): Party => ({ "@id": id, uid: id });

const namedParty = (id: string, name: string): Party => ({
  ...party(id),
  "@type": ["Party", "vcard:Organization"],
  "vcard:fn": name,
});

type OfferParts = { terms: Terms; page: string; assigner: Party; origin: string };

function offer(uid: string, { terms, page, assigner, origin }: OfferParts): Omit<Offer, "target"> {
  const policy: Policy = { terms, page, assigner: assigner.uid };
  const { permission, prohibition } = rulesOf(policy);
  return {
    "@context": context(origin),
    "@type": "Offer",
    "@id": uid,
    uid,
    profile: [RIGHTSML, `${origin}/ns`],
    conflict: "prohibit",
    "dct:title": terms.name,
    "dct:description": `${terms.statement} The human-readable terms take precedence: ${page}`,
    assigner,
    ...some("permission", permission),
    ...some("prohibition", prohibition),
    ...some("obligation", obligationsOf(terms, assigner.uid)),
  };
}
