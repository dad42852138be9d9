import { bearingOn } from "./cc-bearing.ts";
import { GROUP_NAMES, type Groups } from "./clauses/groups.ts";
import { ccKind } from "./creative-commons.ts";
import { withoutFormerReading } from "./former-reading.ts";

/** Returns the ids of clauses that give more than the license's own Creative Commons text; empty for other licenses. */
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

/** Returns the id of a field's clause. */
const clauseId = (group: keyof Groups, name: string): string =>
  `${group === "machineUse" ? "machine-use" : group}.${name}`;
