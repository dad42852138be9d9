import { getOwn } from "../get-own.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import type { Mistake } from "../mistake.ts";
import { type AgreementFacts, graceEnd, isCurrent } from "./entitlement.ts";

/** Publishers that would have to accept a new text of a licence: which one they have accepted, how many they are, until when that counts. */
export type Superseded = {
  licence: string;
  name: string;
  accepted: number;
  version: number;
  publishers: number;
  deadline: string;
};

/** A running agreement, as far as it matters here. */
type Running = Omit<AgreementFacts, "domain"> & { publisher: string };

/**
 * What publishing new texts asks of publishers. Who has to accept a text that is in force already, and hasn't yet, has no
 * new task; nor has anybody where only the wording differs.
 */
export function supersededBy(
  texts: readonly { id: string; licence: LicenceVersion }[],
  running: readonly Running[],
  inForce: Record<string, LicenceVersion>,
  now: string,
): Superseded[] {
  return texts.flatMap(({ id, licence }) => {
    if (licence.editorial) return [];
    const mine = running.filter(
      (each) =>
        each.licence === id &&
        isCurrent(each, getOwn(inForce, id), now) &&
        (each.superseded === null || each.superseded > now),
    );
    const versions = [...new Set(mine.map(({ version }) => version))].sort((one, other) => one - other);
    return versions.map((accepted) => {
      const of = mine.filter(({ version }) => version === accepted);
      return {
        licence: id,
        name: getOwn(inForce, id)?.name ?? id,
        accepted,
        version: licence.version,
        publishers: new Set(of.map(({ publisher }) => publisher)).size,
        deadline: graceEnd(licence.since, of[0]?.graceDays ?? null),
      };
    });
  });
}

/** The same in a sentence. */
export const supersededSentence = ({ name, accepted, version, publishers, deadline }: Superseded): string =>
  `${publishers === 1 ? "1 publisher has" : `${publishers} publishers have`} accepted version ${accepted} of “${name}”; ${
    publishers === 1 ? "it" : "they"
  } must accept version ${version} by ${minuteOf(deadline)}, or ${publishers === 1 ? "its" : "their"} keys will stop opening stories under this license`;

/** `2027-01-31 09:00 UTC`. */
const minuteOf = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

/** Why a masthead isn't published without a word that it is meant. */
export const supersededMistake = (superseded: Superseded): Mistake => ({
  field: `licences.${superseded.licence}`,
  value: String(superseded.version),
  problem: supersededSentence(superseded),
  allowed: "the same with `?acceptAnew=1`; or `editorial: true`, if only the wording differs",
});
