import { z } from "zod";
import { type Answer, answerOf, type Says, type Use } from "./says.ts";

// A client's reading of an ODRL offer, by the short names of W3C's context.

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

/** Rules about the story itself; one with a target of its own is about something else, such as its images. */
const about = (rules: readonly Rule[], action: string): Rule[] =>
  rules.filter((rule) => rule.target === undefined && rule.action.includes(action));

/** What an offer says of an action to somebody of whom nothing is known: a condition isn't fulfilled by that. */
export function saysToAnybody(offer: Offer, action: string): Says {
  if (about(offer.prohibition, action).length > 0) return "deny";
  const isFree = ({ assignee, constraint, duty }: Rule) =>
    assignee === undefined && constraint.length === 0 && !duty.some((each) => each.action === "obtainConsent");
  return about(offer.permission, action).some(isFree) ? "allow" : "unknown";
}

/** The same to somebody who fulfils whatever is asked, short of asking for consent. */
export function saysToWhoeverFulfils(offer: Offer, action: string): Says {
  if (about(offer.prohibition, action).length > 0) return "deny";
  const needsNoConsent = ({ duty }: Rule) => !duty.some((each) => each.action === "obtainConsent");
  return about(offer.permission, action).some(needsNoConsent) ? "allow" : "unknown";
}

const ACTIONS: Record<Use, string> = { search: "index", aiInput: "cw:aiInput", aiTrain: "cw:aiTrain" };

/** What an offer says of machines, to anybody or to whoever fulfils its conditions. */
export const readOffer = (offer: Offer, says = saysToAnybody): Answer => answerOf((use) => says(offer, ACTIONS[use]));

/** Everything that an offer forbids, demands, or lets be done after asking only: the actions, each as `what kind: action`. */
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
