import type { Application, AUDIENCE_KINDS } from "./application.ts";

/** The kinds of audience figure, in words. */
export const AUDIENCE_NAMES: Record<(typeof AUDIENCE_KINDS)[number], string> = {
  "unique-visitors": "unique visitors",
  circulation: "print circulation",
  "broadcast-reach": "broadcast reach",
  subscribers: "subscribers",
};

/** Describes an audience figure: what it counts, when, and by whom, as far as the application says. */
export const describeAudience = (monthly: number, audience: Application["audience"]): string =>
  monthly.toLocaleString("en-US") +
  (audience === undefined ? "" : ` (${AUDIENCE_NAMES[audience.kind]}, ${audience.period}, ${audience.source})`);
