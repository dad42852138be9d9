import { sha256Hex } from "../../model/hash.ts";
import { SOURCES } from "../../model/policy.ts";

/** When a post was changed, and a hash of what may change without that time: its terms, its authors, its picture. */
export const revisionOf = async (time: string, beside: readonly unknown[]): Promise<string> =>
  `${time} ${(await sha256Hex(JSON.stringify(beside))).slice(0, SOURCES.revisionDigits)}`;
