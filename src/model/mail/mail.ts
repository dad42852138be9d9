import { z } from "zod";
import type { Decision } from "../publisher/publisher.ts";

/** What each event's mail is built from; everything else is read when it is sent. */
export type MailFacts = {
  /** To the contact: the application was received. */
  "application.received": Record<string, never>;
  /** To the desk: a new application. */
  "application.arrived": Record<string, never>;
  /** To the contact: what is still missing. Dropped when it is due if nothing is. */
  "application.incomplete": Record<string, never>;
  /** To the contact: the decision. */
  "application.decided": { decision: Decision; reason: string };
  /** To the contact, on request: a new link to the application's page. */
  "application.lost": Record<string, never>;
  /** To an address that only a domain's owner has: whether the domain belongs to that publisher. */
  "domain.verify": { domain: string };
  /** To the contact: the proof is about to expire and couldn't be renewed. */
  "domain.failing": { domain: string; problem: string; until: string };
  "sign-in.asked": Record<string, never>;
  "person.invited": { by: string };
  "terms.changed": { licence: string; version: number };
  "key.made": { key: string; name: string; by: string };
  "key.revoked": { key: string; name: string; by: string };
  "story.corrected": { article: string; version: number };
  "story.killed": { recall: string };
  "story.restored": { article: string; recall: string };
  digest: { since: string; until: string };
};

export type MailEvent = keyof MailFacts;

/** A mail's priority. Nothing delays kills; sign-in links have their own limit, so that other mails can't use it up. */
export type MailLane = "urgent" | "sign-in" | "usual";
const LANES: Partial<Record<MailEvent, MailLane>> = {
  "story.killed": "urgent",
  "sign-in.asked": "sign-in",
};

/** The lane of an event's mails. */
export const laneOf = (event: MailEvent): MailLane => LANES[event] ?? "usual";

/** The states of a mail. `ready`: the wire sends no mail, so the desk sends it by hand. */
export const MAIL_STATES = ["waiting", "ready", "mailed", "failed", "stopped"] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Why a mail wasn't sent, by stable code. The mail server's answer isn't stored. */
export const MAIL_PROBLEMS = {
  refused: "The mail service rejected it.",
  broken: "It couldn’t be prepared. The error is in the Worker’s log.",
  late: "It expired before it could be sent.",
  settled: "It’s no longer needed.",
  removed: "The person is no longer on the team.",
  restored: "The wire was restored from a backup, and we don’t know whether it was sent before.",
} as const;
export type MailProblem = keyof typeof MAIL_PROBLEMS;

/** A mail to be written, with its recipient and facts; `nextAt` if it isn't due at once. */
export type NewMail = {
  [Event in MailEvent]: { event: Event; facts: MailFacts[Event] };
}[MailEvent] & {
  /** Makes the mail unique: there is one mail per event, `about` and address. */
  about: string;
  at: string;
  nextAt?: string | undefined;
  /** When the mail becomes useless. */
  expires?: string | undefined;
};

/** The queue's message: which mail is due, and how often it was claimed before. */
export const MailReminder = z.object({ mail: z.string(), claims: z.int() });
export type MailReminder = z.infer<typeof MailReminder>;

/** The purpose of a link in a mail. */
export type MailLinkPurpose = "acknowledge" | "open-application" | "verify-domain" | "unsubscribe";

/** How often somebody gets a list of new stories. */
export const DIGESTS = ["never", "daily", "weekly"] as const;
export type Digest = (typeof DIGESTS)[number];

/** A mail in the desk's list. Times are UTC to the second. */
export type ListedMail = {
  id: string;
  event: MailEvent;
  email: string;
  publisher: string | null;
  organization: string | null;
  created: string;
  state: MailState;
  nextAt: string | null;
  sentAt: string | null;
  /** Who at the desk sent it by hand. */
  sentBy: string | null;
  problem: MailProblem | null;
};
