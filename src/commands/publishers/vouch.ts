import { VOUCH } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { writeVouch } from "../../store/publisher/domain.ts";
import { Done, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/**
 * Vouches for a publisher's domain for a number of days, for publishers such as a station whose site can't hold a token. This
 * approves nobody by itself, and a license may still require the proof. False if the publisher named no such domain.
 */
export const vouchFor = (
  context: PublisherContext,
  publisher: string,
  domain: string,
  { reason, days = VOUCH.days }: { reason: string; days?: number | undefined },
): Promise<Done<boolean>> =>
  write(context, publisher, domain, {
    action: "vouch",
    reason,
    vouch: { until: instant(context.now + days * DAY), by: context.by, at: instant(context.now), reason },
  });

/** Withdraws the vouch: keys that nothing else opens stop working within seconds. False if the desk didn't vouch for it. */
export const withdrawVouch = (
  context: PublisherContext,
  publisher: string,
  domain: string,
  reason: string,
): Promise<Done<boolean>> => write(context, publisher, domain, { action: "withdraw-vouch", reason, vouch: undefined });

type Written = { action: string; reason: string; vouch: Parameters<typeof writeVouch>[3] };

async function write(
  { db, now, by }: PublisherContext,
  publisher: string,
  domain: string,
  { action, reason, vouch }: Written,
): Promise<Done<boolean>> {
  const details = { domain, ...(vouch ? { until: vouch.until } : {}) };
  const [done] = await db.batch([
    writeVouch(db, publisher, domain, vouch),
    writeAuditOfChange(db, { at: instant(now), by, action, publisher, reason, details }),
  ]);
  return new Done(done?.meta.changes === 1, KEY_EFFECTS);
}
