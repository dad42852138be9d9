import { bearingOn } from "./cc-bearing.ts";
import { GROUP_NAMES, type Groups } from "./clauses/groups.ts";
import { ccKind } from "./creative-commons.ts";
import { withoutFormerReading } from "./former-reading.ts";

/** The clauses with which a licence gives more than the Creative Commons licence that it is, by their ids; none of another licence. */
export function morePermissions(licence: { url?: string | undefined } & Groups): string[] {
  const kind = ccKind(licence.url);
  if (kind === undefined) return [];
  const stated = withoutFormerReading(licence);
  return GROUP_NAMES.flatMap((group) =>
    Object.keys(stated[group]).flatMap((name) =>
      bearingOn(kind, group, name, stated[group]) === "gives" ? [clauseId(group, name)] : [],
    ),
  );
}

/** The id of a field's clause. */
const clauseId = (group: keyof Groups, name: string): string =>
  `${group === "machineUse" ? "machine-use" : group}.${name}`;
