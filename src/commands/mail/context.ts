import type { MailProblem } from "../../model/mail/mail.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import type { MailMessage } from "../../render/mail/message.tsx";
import type { MailWords } from "../../render/messages/mails/mail-words.ts";
import type { Site } from "../../render/site.ts";
import type { StoredMail } from "../../store/mail/outbox.ts";
import type { PublisherContext } from "../publishers/context.ts";

/**
 * What a mail is written with: what jobs about publishers have, the site as anybody sees it, and the publisher that it is to or
 * about; undefined of the desk's mails, and where its data is gone.
 */
export type ComposeContext = PublisherContext & { site: Site; publisher: Publisher | undefined };

/** The publisher of a mail, while its account isn't closed. */
export const staying = ({ publisher }: ComposeContext): Publisher | undefined =>
  publisher?.status === "left" ? undefined : publisher;

/** A mail of one event. */
export type MailOf<Event extends StoredMail["event"]> = Extract<StoredMail, { event: Event }>;

/** What a mail says, or why it isn't sent any more. */
export type Composition = { ok: true; words: MailWords } | { ok: false; because: MailProblem };

export const say = (words: MailWords): Composition => ({ ok: true, words });

/** What a mail was about is over. */
export const SETTLED: Composition = { ok: false, because: "settled" };

/** A mail as it leaves. */
export type OutgoingMail = MailMessage & {
  to: string;
  /** Whose mail it is, as its reader sees it. */
  fromName: string;
  replyTo: string;
  headers: Record<string, string>;
};
