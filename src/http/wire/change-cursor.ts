import { z } from "zod";
import { type Access, PUBLIC } from "../../model/access.ts";
import { type ChangeCursor, UNKNOWN_VERSION } from "../../model/change-cursor.ts";
import { seal, unseal } from "../respond/seal.ts";

const licences = z.array(z.string());
/** A license with its accepted version. Cursors from before versions have the license only. */
const accepted = z.union([
  z.tuple([z.string(), z.int()]),
  z.string().transform((id): [string, number] => [id, UNKNOWN_VERSION]),
]);
const Cursor = z.tuple([
  z.int(),
  z.string(),
  z.int(),
  z.array(accepted).nullable(),
  z.tuple([z.boolean(), licences, z.int(), z.string()]).nullable(),
]);

/** Encodes a cursor as an opaque token: gaps in log numbers would reveal how many articles are hidden. */
export const sealCursor = ({ at, since, access, again }: ChangeCursor, secret: string): Promise<string> => {
  const openLicences = access.kind === "public" ? null : access.licences.map(({ id, version }) => [id, version]);
  const repeated = again === undefined ? null : [again.all, again.under, again.at.change, again.at.id];
  return seal(JSON.stringify([at.change, at.id, since, openLicences, repeated]), secret);
};

/** Decodes a cursor; null if it isn't ours. */
export async function openCursor(sealed: string, secret: string): Promise<ChangeCursor | null> {
  const text = await unseal(sealed, secret);
  const parsed = Cursor.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!parsed.success) return null;
  const [change, id, since, openLicences, repeated] = parsed.data;
  const access = openLicences === null ? PUBLIC : licensedUnder(openLicences);
  const cursor = { at: { change, id }, since, access };
  if (repeated === null) return cursor;
  const [all, under, repeatedChange, repeatedId] = repeated;
  return { ...cursor, again: { all, under, at: { change: repeatedChange, id: repeatedId } } };
}

const licensedUnder = (texts: readonly (readonly [string, number])[]): Access => ({
  kind: "licensed",
  licences: texts.map(([id, version]) => ({ id, version })),
});
