import { z } from "zod";
import { PUBLIC } from "../../model/access.ts";
import type { ChangeCursor } from "../../model/change-cursor.ts";
import { seal, unseal } from "../respond/seal.ts";

const licences = z.array(z.string());
const Cursor = z.tuple([
  z.int(),
  z.string(),
  z.int(),
  licences.nullable(),
  z.tuple([z.boolean(), licences, z.int(), z.string()]).nullable(),
]);

/** A cursor as one opaque word: numbers of the log have gaps that would count hidden articles. */
export const sealCursor = ({ at, since, access, again }: ChangeCursor, secret: string): Promise<string> => {
  const openLicences = access.kind === "public" ? null : access.licences;
  const repeated = again === undefined ? null : [again.all, again.under, again.at.change, again.at.id];
  return seal(JSON.stringify([at.change, at.id, since, openLicences, repeated]), secret);
};

/** The cursor in an opaque word; null if it is none of ours. */
export async function openCursor(sealed: string, secret: string): Promise<ChangeCursor | null> {
  const text = await unseal(sealed, secret);
  const parsed = Cursor.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!parsed.success) return null;
  const [change, id, since, openLicences, repeated] = parsed.data;
  const access = openLicences === null ? PUBLIC : ({ kind: "licensed", licences: openLicences } as const);
  const cursor = { at: { change, id }, since, access };
  if (repeated === null) return cursor;
  const [all, under, repeatedChange, repeatedId] = repeated;
  return { ...cursor, again: { all, under, at: { change: repeatedChange, id: repeatedId } } };
}
