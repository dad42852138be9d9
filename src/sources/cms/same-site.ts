import { family } from "../../model/domain.ts";
import { SourceFailed } from "../../model/source/failure.ts";

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : "");

/** Throws unless the responding site is the known one, with or without `www.`: the domain may have a new owner. */
export function requireSameSite(home: string, known: string): void {
  if (!family(hostOf(known)).has(hostOf(home))) throw new SourceFailed("other-site", hostOf(home));
}
