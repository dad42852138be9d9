import { instant } from "../model/article.ts";
import { sha256Hex } from "../model/hash.ts";
import { type KeyKind, newSecret } from "../model/key.ts";
import { type DomainProof, FRESH_HOURS } from "../model/publisher.ts";
import { writeAudit } from "../store/audit.ts";
import { endKey, type NewKey, readKeys, writeKey } from "../store/key.ts";
import { newId, type Office } from "./office.ts";

/** Keys that a publisher may have at a time. */
export const MOST_KEYS = 20;

/** A new key: shown here, and never again. */
export type GivenKey = {
  id: string;
  key: string;
  name: string;
  kind: KeyKind;
  created: string;
  expires: string | null;
};
export type Given = { ok: true; given: GivenKey } | { ok: false; because: "too many" };

type Wish = { name: string; kind: KeyKind; expires?: string | undefined };

/** Gives a publisher a key. */
export async function giveKey(office: Office, publisher: string, wish: Wish): Promise<Given> {
  const now = instant(office.now);
  const held = await readKeys(office.db, publisher);
  const living = held.filter(
    ({ revoked, expires }) => revoked === undefined && (expires === undefined || expires > now),
  );
  if (living.length >= MOST_KEYS) return { ok: false, because: "too many" };
  const { given, row } = await made(office, publisher, wish);
  await office.db.batch([
    writeKey(office.db, row),
    audited(office, publisher, "give-key", { key: given.id, name: given.name }),
  ]);
  return { ok: true, given };
}

/** Gives a new key in an old one's place, which goes on for so many hours; undefined where there is none like it. */
export async function rotateKey(
  office: Office,
  publisher: string,
  id: string,
  overlapHours: number,
): Promise<GivenKey | undefined> {
  const { db, now } = office;
  const old = (await readKeys(db, publisher)).find((key) => key.id === id && key.revoked === undefined);
  if (old === undefined) return undefined;
  const { given, row } = await made(office, publisher, { name: old.name, kind: old.kind, expires: old.expires });
  const until = instant(now + overlapHours * 3_600_000);
  await db.batch([
    writeKey(db, row),
    endKey(
      db,
      publisher,
      id,
      overlapHours === 0 ? { revoked: until, expires: null } : { revoked: null, expires: until },
    ),
    audited(office, publisher, "rotate-key", { from: id, to: given.id, until }),
  ]);
  return given;
}

/** Revokes a key; false where the publisher has none like it. */
export async function revokeKey(office: Office, publisher: string, id: string): Promise<boolean> {
  const { db, now } = office;
  if (!(await readKeys(db, publisher)).some((key) => key.id === id)) return false;
  await db.batch([
    endKey(db, publisher, id, { revoked: instant(now), expires: null }),
    audited(office, publisher, "revoke-key", { key: id }),
  ]);
  return true;
}

async function made(
  office: Office,
  publisher: string,
  { name, kind, expires }: Wish,
): Promise<{ given: GivenKey; row: NewKey }> {
  const key = newSecret(kind, office.random(32));
  const given = { id: newId(office), key, name, kind, created: instant(office.now), expires: expires ?? null };
  const { key: _, ...rest } = given;
  return { given, row: { ...rest, publisher, hash: await sha256Hex(key), hint: key.slice(-4) } };
}

const audited = ({ db, now, by }: Office, publisher: string, action: string, details: Record<string, unknown>) =>
  writeAudit(db, { at: instant(now), by, action, publisher, reason: null, details });

/** Whether a domain was shown to be theirs so lately that a key may be given out for it: so a lost key is replaced. */
export const isFreshlyProved = (proofs: readonly DomainProof[], now: number): boolean =>
  proofs.some(
    ({ state, provedAt }) =>
      state === "proved" && provedAt !== undefined && Date.parse(provedAt) > now - FRESH_HOURS * 3_600_000,
  );
