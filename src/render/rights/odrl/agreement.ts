import { versionUrl } from "../../../model/address.ts";
import type { LicenceVersion } from "../../../model/licence/licence.ts";
import { termsOf } from "../../../model/licence/terms.ts";
import { time } from "./json.ts";
import { licenceOffer } from "./offer.ts";

/**
 * Returns a license's offer as one publisher accepted it: an ODRL 2.2 Agreement (§2.1.3), which names both parties and grants.
 */
export function licenceAgreement(
  id: string,
  licence: LicenceVersion,
  origin: string,
  {
    agreement,
    publisher,
    domains,
    issued,
    expires,
  }: { agreement: string; publisher: string; domains: readonly string[]; issued: string; expires: string },
) {
  // The agreement ends at its own end or the license's, whichever is earlier.
  const until =
    licence.effective?.to !== undefined && Date.parse(licence.effective.to) < Date.parse(expires)
      ? licence.effective.to
      : expires;
  const { "@type": _, ...offer } = licenceOffer(
    id,
    { ...licence, effective: { ...licence.effective, to: until } },
    origin,
  );
  const uid = `urn:uuid:${agreement}`;
  const assignee = { "@id": `${origin}/publishers/${publisher}`, uid: `${origin}/publishers/${publisher}` };
  return {
    ...offer,
    "@type": "Agreement",
    "@id": uid,
    uid,
    assignee,
    // Eligibility is already decided: the rules apply to the party that accepted.
    permission: offer.permission?.map(({ assignee: _eligible, ...rule }) => rule),
    "dct:issued": time(issued),
    "dct:source": { "@id": versionUrl(origin, id, licence.version) },
    "dct:contributor": domains.map((domain) => ({ "@id": `https://${domain}/` })),
    "dct:description": `${termsOf(licence, {}).statement} Accepted on ${issued.slice(0, 10)}.`,
  };
}
