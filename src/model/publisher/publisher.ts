import type { Application } from "./application.ts";
import type { Evidence } from "./evidence.ts";

/** What can have become of an application. */
export const PUBLISHER_STATUSES = ["applied", "approved", "refused", "suspended", "left"] as const;
export type PublisherStatus = (typeof PUBLISHER_STATUSES)[number];

/** An organization that applied. Times are UTC to the second. */
export type Publisher = {
  id: string;
  status: PublisherStatus;
  application: Application;
  /** The licences that it was found eligible for. */
  approved: readonly string[];
  /** What was found where its licences have us look. */
  evidence: readonly Evidence[];
  /** Why the desk decided as it did, for the publisher. */
  reason?: string;
  applied: string;
  decided?: string;
  /** When anybody of it first signed in. From then on its application's address changes nothing. */
  signedIn?: string;
};

/** A domain of a publisher, and whether it was shown to be theirs. */
export type DomainProof = {
  domain: string;
  /** The code that has to be found. Verifying anew takes another one than the time before. */
  token: string;
  /** The code that was found last, and may still be there: enough for the cron to renew the proof, and for nothing else. */
  verifiedToken?: string;
  state: "waiting" | "proved";
  problem?: string;
  tries: number;
  checkedAt?: string;
  provedAt?: string;
  expiresAt?: string;
  /** Until when the desk vouches for it. */
  vouchedUntil?: string;
};

/** How a publisher's domains stand: one is shown to be its own, the desk vouches for one, or neither. */
export type DomainStanding = "verified" | "vouched" | "none";

/** Whether a domain is shown to be theirs at a time: a proof whose time is over proves nothing. */
export const isProved = ({ state, expiresAt = "" }: Pick<DomainProof, "state" | "expiresAt">, now: string): boolean =>
  state === "proved" && expiresAt > now;

/** Whether the desk vouches for a domain at a time. */
export const isVouched = ({ vouchedUntil = "" }: Pick<DomainProof, "vouchedUntil">, now: string): boolean =>
  vouchedUntil > now;

/** The domains that are shown to be theirs at a time. */
export const verifiedDomains = (domains: readonly DomainProof[], now: string): string[] =>
  domains.filter((each) => isProved(each, now)).map(({ domain }) => domain);

/** How the domains of a publisher stand at a time: a proof counts for more than a word. */
export function domainStanding(
  domains: readonly Pick<DomainProof, "state" | "expiresAt" | "vouchedUntil">[],
  now: string,
): DomainStanding {
  if (domains.some((each) => isProved(each, now))) return "verified";
  return domains.some((each) => isVouched(each, now)) ? "vouched" : "none";
}

/** Whether a standing is enough for a licence: one may want the real proof. */
export const isDomainEnough = (standing: DomainStanding, wanted: "verified" | undefined): boolean =>
  standing === "verified" || (standing === "vouched" && wanted !== "verified");

/** What the desk can decide, and from which standing it leads where. */
export const DECISIONS = {
  approve: { from: ["applied", "refused", "approved"], to: "approved" },
  refuse: { from: ["applied", "suspended"], to: "refused" },
  suspend: { from: ["approved"], to: "suspended" },
  restore: { from: ["suspended"], to: "approved" },
} as const satisfies Record<string, { from: readonly PublisherStatus[]; to: PublisherStatus }>;
export type Decision = keyof typeof DECISIONS;

/** Whether a decision can be made of a publisher that stands so. */
export const canDecide = (decision: Decision, status: PublisherStatus): boolean =>
  DECISIONS[decision].from.some((from) => from === status);
