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

/** A walk as one opaque word: numbers of the log have gaps that would count hidden articles. */
export const sealCursor = ({ at, since, access, again }: ChangeCursor, secret: string): Promise<string> => {
  const opened = access.kind === "public" ? null : access.licences;
  const told = again === undefined ? null : [again.all, again.under, again.at.change, again.at.id];
  return seal(JSON.stringify([at.change, at.id, since, opened, told]), secret);
};

/** The walk that a cursor stands for; null where it is none of ours. */
export async function openCursor(cursor: string, secret: string): Promise<ChangeCursor | null> {
  const text = await unseal(cursor, secret);
  const parsed = Cursor.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!parsed.success) return null;
  const [change, id, since, opened, told] = parsed.data;
  const access = opened === null ? PUBLIC : ({ kind: "licensed", licences: opened } as const);
  const walk = { at: { change, id }, since, access };
  if (told === null) return walk;
  const [all, under, toldChange, toldId] = told;
  return { ...walk, again: { all, under, at: { change: toldChange, id: toldId } } };
}
