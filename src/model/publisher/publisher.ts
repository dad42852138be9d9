import type { Application } from "./application.ts";
import type { Evidence } from "./evidence.ts";

/** The states of an application. */
export const PUBLISHER_STATUSES = ["applied", "approved", "refused", "suspended", "left"] as const;
export type PublisherStatus = (typeof PUBLISHER_STATUSES)[number];

/** An organization that applied. Times are UTC to the second. */
export type Publisher = {
  id: string;
  status: PublisherStatus;
  application: Application;
  /** The licenses that it was approved for. */
  approved: readonly string[];
  /** The results of the checks that its licenses require. */
  evidence: readonly Evidence[];
  /** The desk's reason for its decision, for the publisher. */
  reason?: string;
  applied: string;
  decided?: string;
  /** When anybody from the publisher first signed in. From then on, the application's link changes nothing. */
  signedIn?: string;
};

/** A publisher's domain, and whether it is proved to be its own. */
export type DomainProof = {
  domain: string;
  /** The token to be found. Every new verification uses a new one. */
  token: string;
  /** The token that was found last and may still be there: the cron may renew the proof with it, and nothing else. */
  verifiedToken?: string;
  state: "waiting" | "proved";
  problem?: string;
  tries: number;
  checkedAt?: string;
  provedAt?: string;
  expiresAt?: string;
  /** How long the desk vouches for it. */
  vouchedUntil?: string;
};

/** The state of a publisher's domains: one is verified, the desk vouches for one, or neither. */
export type DomainStanding = "verified" | "vouched" | "none";

/** Whether a domain is proved at a given time: an expired proof doesn't count. */
export const isProved = ({ state, expiresAt = "" }: Pick<DomainProof, "state" | "expiresAt">, now: string): boolean =>
  state === "proved" && expiresAt > now;

/** Whether the desk vouches for a domain at a given time. */
export const isVouched = ({ vouchedUntil = "" }: Pick<DomainProof, "vouchedUntil">, now: string): boolean =>
  vouchedUntil > now;

/** The domains that are proved at a given time. */
export const verifiedDomains = (domains: readonly DomainProof[], now: string): string[] =>
  domains.filter((each) => isProved(each, now)).map(({ domain }) => domain);

/** Returns the state of a publisher's domains at a given time: a proof counts for more than vouching. */
export function domainStanding(
  domains: readonly Pick<DomainProof, "state" | "expiresAt" | "vouchedUntil">[],
  now: string,
): DomainStanding {
  if (domains.some((each) => isProved(each, now))) return "verified";
  return domains.some((each) => isVouched(each, now)) ? "vouched" : "none";
}

/** Whether the state is enough for a license, which may require a proof. */
export const isDomainEnough = (standing: DomainStanding, wanted: "verified" | undefined): boolean =>
  standing === "verified" || (standing === "vouched" && wanted !== "verified");

/** The desk's decisions: the states in which each is possible, and the state it leads to. */
export const DECISIONS = {
  approve: { from: ["applied", "refused", "approved"], to: "approved" },
  refuse: { from: ["applied", "suspended"], to: "refused" },
  suspend: { from: ["approved"], to: "suspended" },
  restore: { from: ["suspended"], to: "approved" },
} as const satisfies Record<string, { from: readonly PublisherStatus[]; to: PublisherStatus }>;
export type Decision = keyof typeof DECISIONS;

/** Whether a decision is possible in a publisher's state. */
export const canDecide = (decision: Decision, status: PublisherStatus): boolean =>
  DECISIONS[decision].from.some((from) => from === status);
