import { getOwn } from "../get-own.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import type { Mistake } from "../mistake.ts";
import { type AgreementFacts, graceEnd, isCurrent } from "./entitlement.ts";

/** Publishers that would have to accept a new version: the one they accepted, how many they are, and until when it applies. */
export type Superseded = {
  licence: string;
  name: string;
  accepted: number;
  version: number;
  publishers: number;
  deadline: string;
};

/** The fields of a current agreement that matter here. */
type Running = Omit<AgreementFacts, "domain"> & { publisher: string };

/**
 * Returns who has to accept the new versions. Publishers that already have to accept the one in force have no new task, and
 * neither has anyone if only the wording differs.
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

/** Returns the same as a sentence. */
export const supersededSentence = ({ name, accepted, version, publishers, deadline }: Superseded): string =>
  `${publishers === 1 ? "1 publisher has" : `${publishers} publishers have`} accepted version ${accepted} of “${name}”; ${
    publishers === 1 ? "it" : "they"
  } must accept version ${version} by ${minuteOf(deadline)}, or ${publishers === 1 ? "its" : "their"} keys will stop opening stories under this license`;

/** Formats a time as `2027-01-31 09:00 UTC`. */
const minuteOf = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

/** Why a masthead isn't published without confirmation. */
export const supersededMistake = (superseded: Superseded): Mistake => ({
  field: `licences.${superseded.licence}`,
  value: String(superseded.version),
  problem: supersededSentence(superseded),
  allowed: "the same with `?acceptAnew=1`; or `editorial: true`, if only the wording differs",
});
