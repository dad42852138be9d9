import type { Application, AUDIENCE_KINDS } from "./application.ts";

/** What each kind of figure counts, for people. */
export const AUDIENCE_NAMES: Record<(typeof AUDIENCE_KINDS)[number], string> = {
  "unique-visitors": "unique visitors",
  circulation: "print circulation",
  "broadcast-reach": "broadcast reach",
  subscribers: "subscribers",
};

/** An audience figure with what it counts, of when, and by whom, as far as the application says. */
export const describeAudience = (monthly: number, audience: Application["audience"]): string =>
  monthly.toLocaleString("en-US") +
  (audience === undefined ? "" : ` (${AUDIENCE_NAMES[audience.kind]}, ${audience.period}, ${audience.source})`);
