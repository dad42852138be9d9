import { z } from "zod";
import type { Decision } from "../publisher/publisher.ts";

/** What each event's mail is made of; everything else is read when it is sent. */
export type MailFacts = {
  /** To the contact: we have the application. */
  "application.received": Record<string, never>;
  /** To the desk: there is one. */
  "application.arrived": Record<string, never>;
  /** To the contact: what it still needs. Stopped at sending where it needs nothing. */
  "application.incomplete": Record<string, never>;
  /** To the contact: what was decided. */
  "application.decided": { decision: Decision; reason: string };
  /** To the contact, who asked: the way back to the application's page. */
  "application.lost": Record<string, never>;
  /** To an address that only a domain's owner has: whether the domain is that publisher's. */
  "domain.verify": { domain: string };
  /** To the contact: the proof is about to run out, and can't be renewed. */
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

/** How soon a mail goes. Kills are held up by nothing; sign-in links have a limit of their own, so that nobody uses up another's. */
export type MailLane = "urgent" | "sign-in" | "usual";
const LANES: Partial<Record<MailEvent, MailLane>> = {
  "story.killed": "urgent",
  "sign-in.asked": "sign-in",
};

/** The lane of an event's mails. */
export const laneOf = (event: MailEvent): MailLane => LANES[event] ?? "usual";

/** What can become of a mail. `ready`: the wire sends none, and the desk sends it by hand. */
export const MAIL_STATES = ["waiting", "ready", "mailed", "failed", "stopped"] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Why a mail wasn't sent, by its stable code. What a mail server answered is kept nowhere. */
export const MAIL_PROBLEMS = {
  refused: "The mail service rejected it.",
  broken: "It couldn’t be prepared. The error is in the Worker’s log.",
  late: "It expired before it could be sent.",
  settled: "It’s no longer needed.",
  removed: "The person is no longer on the team.",
  restored: "The wire was restored from a backup, and we don’t know whether it was sent before.",
} as const;
export type MailProblem = keyof typeof MAIL_PROBLEMS;

/** A mail to be written, with everything that says to whom and of what; `nextAt` where it isn't due at once. */
export type NewMail = {
  [Event in MailEvent]: { event: Event; facts: MailFacts[Event] };
}[MailEvent] & {
  /** What makes it one of its kind: there is one mail for an event, this, and an address. */
  about: string;
  at: string;
  nextAt?: string | undefined;
  /** When it is no longer of use. */
  expires?: string | undefined;
};

/** What is handed to the queue: which mail is due, and how often it was taken in hand before. */
export const MailReminder = z.object({ mail: z.string(), claims: z.int() });
export type MailReminder = z.infer<typeof MailReminder>;

/** What a link in a mail leads to. */
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
  /** Who of the desk sent it by hand. */
  sentBy: string | null;
  problem: MailProblem | null;
};
