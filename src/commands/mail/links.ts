import { sha256Hex } from "../../model/hash.ts";
import type { MailLinkPurpose } from "../../model/mail/mail.ts";
import { newSecret } from "../../model/publisher/key.ts";
import { instant } from "../../model/time.ts";
import { writeMailLink } from "../../store/mail/link.ts";
import type { Recipient } from "../../store/mail/outbox.ts";
import type { PublisherContext } from "../publishers/context.ts";

/** The purpose of a link in a mail, and how long it lasts, in milliseconds. */
type Wanted = { purpose: MailLinkPurpose; about: string; publisher: string; lasts: number };

/** Creates a link for the reader of a mail, shown only in that mail. Expires links for the same purpose in earlier mails. */
export async function makeMailLink(
  { db, now, random, origin }: Pick<PublisherContext, "db" | "now" | "random" | "origin">,
  { email, person }: Pick<Recipient, "email" | "person">,
  { lasts, ...wanted }: Wanted,
): Promise<string> {
  const token = newSecret("mail", random(32));
  const [created, expires] = [instant(now), instant(now + lasts)];
  await db.batch(writeMailLink(db, await sha256Hex(token), { ...wanted, email, person, created, expires }));
  return `${origin}/mail/${token}`;
}
