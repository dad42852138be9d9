import { family } from "../../model/domain.ts";
import { SourceFailed } from "../../model/source/failure.ts";

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : "");

/** Makes sure that the site that answers is the one that is known, with or without `www.`: a domain can be somebody else's by now. */
export function requireSameSite(home: string, known: string): void {
  if (!family(hostOf(known)).has(hostOf(home))) throw new SourceFailed("other-site", hostOf(home));
}
