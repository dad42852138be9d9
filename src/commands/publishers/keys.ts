import { sha256Hex } from "../../model/hash.ts";
import { KEYS, PROOF } from "../../model/policy.ts";
import { type KeyKind, newSecret } from "../../model/publisher/key.ts";
import type { DomainProof } from "../../model/publisher/publisher.ts";
import { type KeyScope, scopeAt } from "../../model/publisher/scope.ts";
import { HOUR, instant } from "../../model/time.ts";
import { writeAudit, writeAuditOfChange } from "../../store/audit.ts";
import { announce, teamWithKey } from "../../store/mail/announce.ts";
import { endKey, type NewKey, readKeys, readOldKey, writeKey } from "../../store/publisher/key.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import { newId, type PublisherContext } from "./context.ts";

/** A new key: shown here, and never again. */
export type GivenKey = {
  id: string;
  key: string;
  name: string;
  kind: KeyKind;
  scope: KeyScope;
  created: string;
  expires: string | null;
};
export type KeyOutcome = { ok: true; given: GivenKey } | { ok: false; because: "too many" | "over" };
export type RotationOutcome = KeyOutcome | { ok: false; because: "unknown" | "rotated" };

export type KeyWish = { name: string; kind: KeyKind; scope: KeyScope; expires?: string | undefined };

/**
 * Gives a publisher a key. A key requested with another key expires no later than that one, at `atMost`. With `isFirst`, only
 * one is given, however many are requested at once.
 */
export async function giveKey(
  context: PublisherContext,
  publisher: string,
  wish: KeyWish,
  atMost?: string,
  isFirst = false,
): Promise<KeyOutcome> {
  const ends = [wish.expires, atMost].flatMap((end) => (end === undefined ? [] : [instant(Date.parse(end))]));
  const [expires] = ends.sort();
  if (expires !== undefined && expires <= instant(context.now)) return { ok: false, because: "over" };
  const { given, row } = await makeKey(context, publisher, { ...wish, scopedAt: null, expires: expires ?? null });
  const details = { key: given.id, name: given.name, scope: given.scope };
  return (await keyStatements(context, { ...row, isFirst }, "give-key", details))
    ? { ok: true, given }
    : { ok: false, because: "too many" };
}

/** Writes a key and what goes with it, unless the publisher now has too many. */
async function keyStatements(
  context: PublisherContext,
  row: NewKey,
  action: string,
  details: Record<string, unknown>,
  more: D1PreparedStatement[] = [],
): Promise<boolean> {
  const { db, now, by } = context;
  const at = instant(now);
  const [key] = await db.batch([
    writeKey(db, row, KEYS.perPublisher, at),
    writeAuditOfChange(db, { at, by, action, publisher: row.publisher, reason: null, details }),
    ...more,
    announce(
      db,
      { event: "key.made", about: row.id, at, facts: { key: row.id, name: row.name, by } },
      teamWithKey(row.publisher, row.id),
    ),
  ]);
  return key?.meta.changes === 1;
}

/**
 * Replaces a key with a new one that has the same scope and expires no later; the old one works for some more hours. Works only
 * once: a second rotation would start from a key that is about to end.
 */
export async function rotateKey(
  context: PublisherContext,
  publisher: string,
  id: string,
  overlapHours: number,
): Promise<Done<RotationOutcome>> {
  const { db, now } = context;
  const old = await readOldKey(db, publisher, id);
  if (old === undefined) return doneWithout<RotationOutcome>({ ok: false, because: "unknown" });
  const { rotatedTo, ...same } = old;
  if (rotatedTo !== null) return doneWithout<RotationOutcome>({ ok: false, because: "rotated" });
  const { given, row } = await makeKey(context, publisher, same);
  const until = instant(now + overlapHours * HOUR);
  const end = overlapHours === 0 ? { revoked: until, expires: null } : { revoked: null, expires: until };
  const details = { from: id, to: given.id, until };
  const isWritten = await keyStatements(context, row, "rotate-key", details, [
    endKey(db, publisher, id, { ...end, rotatedTo: given.id }),
  ]);
  return new Done<RotationOutcome>(isWritten ? { ok: true, given } : { ok: false, because: "too many" }, KEY_EFFECTS);
}

/** Revokes a key; false if the publisher has no such key. */
export async function revokeKey(context: PublisherContext, publisher: string, id: string): Promise<Done<boolean>> {
  const { db, now, by } = context;
  const key = (await readKeys(db, publisher, instant(now))).find((each) => each.id === id);
  if (key === undefined) return doneWithout(false);
  const at = instant(now);
  await db.batch([
    endKey(db, publisher, id, { revoked: at, expires: null, rotatedTo: null }),
    auditLine(context, publisher, "revoke-key", { key: id }),
    announce(
      db,
      { event: "key.revoked", about: id, at, facts: { key: id, name: key.name, by } },
      teamWithKey(publisher, id),
    ),
  ]);
  return new Done(true, KEY_EFFECTS);
}

async function makeKey(
  context: PublisherContext,
  publisher: string,
  { scopedAt, ...wish }: Pick<NewKey, "name" | "kind" | "scope" | "scopedAt" | "expires">,
): Promise<{ given: GivenKey; row: NewKey }> {
  const key = newSecret(wish.kind, context.random(32));
  const rest = { ...wish, id: newId(context), created: instant(context.now) };
  const kept = { publisher, scopedAt, hash: await sha256Hex(key), hint: key.slice(-KEYS.hintLength) };
  const scope = scopeAt({ ...wish, scopedAt }, rest.created);
  return { given: { ...rest, scope, key }, row: { ...rest, ...kept } };
}

const auditLine = (
  { db, now, by }: PublisherContext,
  publisher: string,
  action: string,
  details: Record<string, unknown>,
) => writeAudit(db, { at: instant(now), by, action, publisher, reason: null, details });

/** Whether a domain was verified recently enough to give out a key for it, as when a lost key is replaced. */
export const isFreshlyProved = (proofs: readonly DomainProof[], now: number): boolean =>
  proofs.some(({ state, provedAt }) => state === "proved" && isFresh(provedAt, now));

/** Whether a proof is recent enough for that. */
export const isFresh = (provedAt: string | undefined, now: number): boolean =>
  provedAt !== undefined && Date.parse(provedAt) > now - PROOF.freshHours * HOUR;
