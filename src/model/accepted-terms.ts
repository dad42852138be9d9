import { type AcceptedText, type Access, nameText } from "./access.ts";
import { getOwn } from "./get-own.ts";
import type { LicenceVersion } from "./licence/licence.ts";
import type { Masthead } from "./masthead.ts";

/**
 * The texts that an access was given and that aren't in force now; none for a license that has ended, which grants nothing
 * under any text.
 */
export function olderTexts({ licences }: Masthead, access: Access): AcceptedText[] {
  if (access.kind === "public") return [];
  return access.licences.filter(({ id, version }) => {
    const current = getOwn(licences, id);
    return current !== undefined && !current.ended && current.version !== version;
  });
}

/**
 * The masthead as a publisher accepted it: some licenses are replaced with the texts that it accepted, named such as `free@2`.
 * What the texts in force say to everybody is kept with them. Unknown texts are left as they are.
 */
export function withAccepted(
  masthead: Masthead,
  older: readonly AcceptedText[],
  texts: ReadonlyMap<string, LicenceVersion>,
): Masthead {
  const accepted = older.flatMap((text) => {
    const licence = texts.get(nameText(text));
    return licence === undefined ? [] : [[text.id, licence] as const];
  });
  if (accepted.length === 0) return masthead;
  return {
    ...masthead,
    licences: { ...masthead.licences, ...Object.fromEntries(accepted) },
    everybody: Object.fromEntries(accepted.flatMap(([id]) => entryOf(masthead.licences, id))),
  };
}

const entryOf = (licences: Masthead["licences"], id: string): [string, LicenceVersion][] => {
  const licence = getOwn(licences, id);
  return licence === undefined ? [] : [[id, licence]];
};

/** A license's text that is in force for everybody, whatever a masthead has as one publisher accepted it. */
export const textInForce = ({ everybody = {}, licences }: Pick<Masthead, "everybody" | "licences">, id: string) =>
  getOwn(everybody, id) ?? getOwn(licences, id);

/** Whether a masthead has an older, accepted text of a license in place of the one in force. */
export const isOlderText = ({ everybody = {} }: Pick<Masthead, "everybody">, id: string): boolean =>
  Object.hasOwn(everybody, id);
