import { MAIL } from "../../model/policy.ts";
import { hasOwnerMail, type OwnerMailbox } from "../../model/publisher/owner-mail.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { DAY, instant } from "../../model/time.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { anAddress, announceQuestion } from "../../store/mail/announce.ts";
import { DELIVERY_EFFECTS, Done, doneWithout } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/** The outcome of asking the owner of a domain. */
export type AskOutcome =
  | { ok: true; email: string }
  | { ok: false; because: "unknown domain" | "public host" | "asked already" };

/**
 * Asks whoever reads an address at a publisher's domain whether it is that publisher's. An address is asked only a few times a
 * day, whoever asks.
 */
export async function askOwner(
  { db, now, by }: PublisherContext,
  { id, application }: Publisher,
  domain: string,
  mailbox: OwnerMailbox,
): Promise<Done<AskOutcome>> {
  if (!application.domains.includes(domain)) return doneWithout<AskOutcome>({ ok: false, because: "unknown domain" });
  if (!hasOwnerMail(domain)) return doneWithout<AskOutcome>({ ok: false, because: "public host" });
  const at = instant(now);
  const email = `${mailbox}@${domain}`;
  const question = { event: "domain.verify" as const, about: `${domain} ${at}`, at, facts: { domain } };
  const [asked] = await db.batch([
    announceQuestion(db, question, anAddress(email, mailbox, id), instant(now - DAY), MAIL.verificationsPerDay),
    writeAuditOfChange(db, {
      at,
      by,
      action: "ask-domain-by-mail",
      publisher: id,
      reason: null,
      details: { domain, mailbox },
    }),
  ]);
  return asked?.meta.changes === 1
    ? new Done<AskOutcome>({ ok: true, email }, DELIVERY_EFFECTS)
    : doneWithout<AskOutcome>({ ok: false, because: "asked already" });
}
