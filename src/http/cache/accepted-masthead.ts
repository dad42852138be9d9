import { olderTexts, withAccepted } from "../../model/accepted-terms.ts";
import { type AcceptedText, type Access, nameText } from "../../model/access.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Masthead } from "../../model/masthead.ts";
import type { Ledger } from "../../store/ledger.ts";
import { readLicenceTexts } from "../../store/licence-version.ts";
import { isolate } from "./isolate.ts";

/**
 * Returns the masthead with an access's accepted versions in place of newer ones. A version never changes, so an isolate reads
 * it only once: two rows each. If all are in force, nothing is read.
 */
export async function mastheadFor(
  db: D1Database,
  masthead: Masthead,
  access: Access,
  { salt }: Pick<Ledger, "salt">,
): Promise<Masthead> {
  const older = olderTexts(masthead, access);
  return older.length === 0 ? masthead : withAccepted(masthead, older, await textsOf(db, older, salt));
}

/** Names of versions, such as `free@2`, and of their database: after a restore, a number may belong to another text. */
async function textsOf(
  db: D1Database,
  wanted: readonly AcceptedText[],
  salt: string,
): Promise<ReadonlyMap<string, LicenceVersion>> {
  const missing = wanted.filter((text) => !isolate.licenceTexts.has(keyOf(text, salt)));
  const read = missing.length === 0 ? [] : await readLicenceTexts(db, missing);
  for (const [text, licence] of read) isolate.licenceTexts.set(keyOf(text, salt), licence);
  const fresh = new Map(read.map(([text, licence]) => [nameText(text), licence]));
  return new Map(
    wanted.flatMap((text) => {
      const licence = fresh.get(nameText(text)) ?? isolate.licenceTexts.get(keyOf(text, salt));
      return licence === undefined ? [] : [[nameText(text), licence] as const];
    }),
  );
}

const keyOf = (text: AcceptedText, salt: string): string => `${salt} ${nameText(text)}`;
