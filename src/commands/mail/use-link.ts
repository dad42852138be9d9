import type { RecallOutcome } from "../../model/article/recall.ts";
import { sha256Hex } from "../../model/hash.ts";
import { PROOF } from "../../model/policy.ts";
import { newSecret } from "../../model/publisher/key.ts";
import { DAY, instant } from "../../model/time.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { chooseDigest } from "../../store/mail/digest.ts";
import { acknowledgeByLink, readdressByLink, verifyByLink } from "../../store/mail/link.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "../publishers/context.ts";
import { decideByRules } from "../publishers/decide.ts";
import type { OpenedLink } from "./open-link.ts";

/**
 * Records what is said about a copy, as claimed by the mail's reader; false if the link was used or the story restored meanwhile.
 */
export async function acknowledgeFromMail(
  { db, now }: PublisherContext,
  { hash, link }: OpenedLink,
  { outcome, note }: { outcome: RecallOutcome; note?: string | undefined },
): Promise<boolean> {
  const at = instant(now);
  const { about: recall, publisher, email } = link;
  const said = { recall, publisher, outcome, note: note ?? null, by: `a link sent to ${email}` };
  const [used] = await db.batch([
    ...acknowledgeByLink(db, { hash, at }, said),
    writeAuditOfChange(db, {
      at,
      by: email,
      action: "acknowledge-by-mail",
      publisher,
      reason: note ?? null,
      details: { recall, outcome },
    }),
  ]);
  return used?.meta.changes === 1;
}

/** Verifies a domain, since only its owner can read mail to the address, and that reader confirms that it is the publisher's. */
export async function verifyFromMail(context: PublisherContext, { hash, link }: OpenedLink): Promise<Done<boolean>> {
  const { db, now } = context;
  const at = instant(now);
  const { about: domain, publisher, email } = link;
  const expires = instant(now + PROOF.days * DAY);
  const next = instant(now + (PROOF.days - PROOF.againDays) * DAY);
  const [used] = await db.batch([
    ...verifyByLink(db, { hash, at }, { publisher, domain, expires, next }),
    writeAuditOfChange(db, {
      at,
      by: email,
      action: "verify-domain-by-mail",
      publisher,
      reason: null,
      details: { domain },
    }),
  ]);
  if (used?.meta.changes !== 1) return doneWithout(false);
  const found = await readPublisher(db, publisher);
  if (found) await decideByRules(context, found);
  return new Done(true, { ...KEY_EFFECTS, isDue: true });
}

/** Gives an application's page a new address and returns it; undefined if the link was used in the meantime. */
export async function reopenApplication(
  { db, now, random, origin }: PublisherContext,
  { hash, link }: OpenedLink,
): Promise<string | undefined> {
  const at = instant(now);
  const token = newSecret("application", random(32));
  const { publisher, email } = link;
  const [used] = await db.batch([
    ...readdressByLink(db, { hash, at }, publisher, await sha256Hex(token)),
    writeAuditOfChange(db, { at, by: email, action: "reset-address", publisher, reason: null, details: {} }),
  ]);
  return used?.meta.changes === 1 ? `${origin}/applications/${token}` : undefined;
}

/** Unsubscribes a person from digests. Safe to do twice. */
export const unsubscribe = async ({ db, now }: PublisherContext, { link }: OpenedLink): Promise<void> => {
  if (link.person !== null) await chooseDigest(db, link.person, "never", instant(now)).run();
};
