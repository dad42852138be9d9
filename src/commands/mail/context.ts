import type { MailProblem } from "../../model/mail/mail.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import type { MailMessage } from "../../render/mail/message.tsx";
import type { MailWords } from "../../render/messages/mails/mail-words.ts";
import type { Site } from "../../render/site.ts";
import type { StoredMail } from "../../store/mail/outbox.ts";
import type { PublisherContext } from "../publishers/context.ts";

/**
 * The context for writing a mail: that of publisher jobs, the public site, and the mail's publisher; undefined for the desk's
 * mails, and if the publisher's data is gone.
 */
export type ComposeContext = PublisherContext & { site: Site; publisher: Publisher | undefined };

/** Returns the publisher of a mail unless its account is closed. */
export const staying = ({ publisher }: ComposeContext): Publisher | undefined =>
  publisher?.status === "left" ? undefined : publisher;

/** A mail about one kind of event. */
export type MailOf<Event extends StoredMail["event"]> = Extract<StoredMail, { event: Event }>;

/** The content of a mail, or why it isn't sent any more. */
export type Composition = { ok: true; words: MailWords } | { ok: false; because: MailProblem };

export const say = (words: MailWords): Composition => ({ ok: true, words });

/** The result for a mail whose subject is settled. */
export const SETTLED: Composition = { ok: false, because: "settled" };

/** A mail as it is sent. */
export type OutgoingMail = MailMessage & {
  to: string;
  /** The sender's name as the recipient sees it. */
  fromName: string;
  replyTo: string;
  headers: Record<string, string>;
};
