import type { Application } from "./application.ts";

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
  /** Why the desk decided as it did, for the publisher. */
  reason?: string;
  applied: string;
  decided?: string;
};

/** A domain of a publisher, and whether it was shown to be theirs. */
export type DomainProof = {
  domain: string;
  token: string;
  state: "waiting" | "proved";
  problem?: string;
  tries: number;
  checkedAt?: string;
  provedAt?: string;
  expiresAt?: string;
};

/** Whether a domain is shown to be theirs at a time: a proof whose time is over proves nothing. */
export const isProved = ({ state, expiresAt = "" }: Pick<DomainProof, "state" | "expiresAt">, now: string): boolean =>
  state === "proved" && expiresAt > now;

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
