import type { Access } from "./access.ts";

/** A place in the order in which articles last changed: after this article, at this number of the log. */
export type Place = { change: number; id: string };

/** Before everything; and after everything with a number, because no id sorts after it. */
export const START: Place = { change: 0, id: "" };
const endOf = (change: number): Place => ({ change, id: "~" });

/** How far a reader has followed the changes, and with what access. */
export type ChangeCursor = {
  /** Changes up to here have been sent, except those that still have to be sent again. */
  at: Place;
  /** The newest number when this reader last had everything, or began. */
  since: number;
  access: Access;
  /** Articles up to `at` that are sent first (all of them, or those under some licenses), and how far that has got. */
  again?: { all: boolean; under: readonly string[]; at: Place };
};

/** The version of a text that a cursor doesn't name. */
export const UNKNOWN_VERSION = 0;

/** The licenses that an access has in a different text than a cursor, if both name one: their articles now have other terms. */
export function otherTexts(cursor: Access, now: Access): string[] {
  if (cursor.kind === "public" || now.kind === "public") return [];
  const before = new Map(cursor.licences.map(({ id, version }) => [id, version]));
  return now.licences.flatMap(({ id, version }) =>
    (before.get(id) ?? UNKNOWN_VERSION) === UNKNOWN_VERSION || before.get(id) === version ? [] : [id],
  );
}

/** A cursor at the beginning: everything that can be seen now, and then the changes. */
export const startCursor = (newest: number, access: Access): ChangeCursor => ({
  at: endOf(newest),
  since: newest,
  access,
  again: { all: true, under: [], at: START },
});

/** The cursor with another access: articles under licenses that open more or less than before are repeated. */
export function withAccess(cursor: ChangeCursor, access: Access, licences: readonly string[]): ChangeCursor {
  if (licences.length === 0) return { ...cursor, access };
  const under = [...new Set([...(cursor.again?.under ?? []), ...licences])].sort();
  return { ...cursor, access, again: { all: cursor.again?.all ?? false, under, at: START } };
}

/** The number that a cursor has reached. */
export const lastChange = ({ at, again }: ChangeCursor): number => (again ?? { at }).at.change;
