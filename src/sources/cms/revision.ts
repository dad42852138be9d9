import { sha256Hex } from "../../model/hash.ts";
import { SOURCES } from "../../model/policy.ts";

/** Returns a post's time of change plus a hash of what can change without it: terms, authors, picture. */
export const revisionOf = async (time: string, beside: readonly unknown[]): Promise<string> =>
  `${time} ${(await sha256Hex(JSON.stringify(beside))).slice(0, SOURCES.revisionDigits)}`;
