import { z } from "zod";
import { type Answer, answerOf, type Says, type Use } from "./says.ts";

// Reads an ODRL offer as a client does, by the short names of the W3C context.

const Constraint = z.looseObject({ leftOperand: z.string(), operator: z.string(), rightOperand: z.unknown() });
const Duty = z.looseObject({ action: z.string(), constraint: z.array(Constraint).default([]) });
const Rule = z.looseObject({
  action: z.array(z.string()),
  target: z.unknown().optional(),
  assignee: z.unknown().optional(),
  constraint: z.array(Constraint).default([]),
  duty: z.array(Duty).default([]),
});
export const Offer = z.looseObject({
  "@id": z.url(),
  "@type": z.literal("Offer"),
  conflict: z.literal("prohibit"),
  assigner: z.looseObject({ "@id": z.string() }),
  permission: z.array(Rule).default([]),
  prohibition: z.array(Rule).default([]),
  obligation: z.array(Duty).default([]),
});
export type Offer = z.infer<typeof Offer>;
type Rule = z.infer<typeof Rule>;

/** Returns the rules about the story itself; a rule with its own target is about something else, such as its images. */
const about = (rules: readonly Rule[], action: string): Rule[] =>
  rules.filter((rule) => rule.target === undefined && rule.action.includes(action));

/** Returns what an offer says about an action to an unknown party, for whom no condition is met. */
export function saysToAnybody(offer: Offer, action: string): Says {
  if (about(offer.prohibition, action).length > 0) return "deny";
  const isFree = ({ assignee, constraint, duty }: Rule) =>
    assignee === undefined && constraint.length === 0 && !duty.some((each) => each.action === "obtainConsent");
  return about(offer.permission, action).some(isFree) ? "allow" : "unknown";
}

/** The same for a party that meets every condition, except one to obtain consent. */
export function saysToWhoeverFulfils(offer: Offer, action: string): Says {
  if (about(offer.prohibition, action).length > 0) return "deny";
  const needsNoConsent = ({ duty }: Rule) => !duty.some((each) => each.action === "obtainConsent");
  return about(offer.permission, action).some(needsNoConsent) ? "allow" : "unknown";
}

const ACTIONS: Record<Use, string> = { search: "index", aiInput: "cw:aiInput", aiTrain: "cw:aiTrain" };

/** Reads an offer's signals for machines, to anybody or to a party that meets its conditions. */
export const readOffer = (offer: Offer, says = saysToAnybody): Answer => answerOf((use) => says(offer, ACTIONS[use]));

/** Returns everything that an offer forbids, demands, or allows only with consent, each as `kind: action`. */
export function restrictionsOf(offer: Offer): string[] {
  const prohibited = offer.prohibition.flatMap(({ action, target }) =>
    action.map((each) => `mayNot: ${target === undefined ? each : "images"}`),
  );
  const duties = offer.permission.flatMap(({ action, duty }) =>
    duty.flatMap((each) =>
      each.action === "obtainConsent" ? action.map((one) => `ask: ${one}`) : [`must: ${each.action}`],
    ),
  );
  return [...prohibited, ...duties, ...offer.obligation.map(({ action }) => `must: ${action}`)];
}
