import type { DecisionOutcome } from "../../commands/publishers/decide.ts";
import type { ActionOutcome } from "../../commands/publishing/act.ts";
import type { PublishOutcome } from "../../commands/publishing/publish-articles.ts";
import { mistakeSentence } from "../../model/mistake.ts";

/** Why an action was refused, for the desk. */
export function whyNotDone(outcome: Extract<ActionOutcome, { ok: false }>): string {
  if (outcome.because === "not from here") return outcome.detail;
  if (outcome.because === "meanwhile")
    return `Version ${outcome.version} was published in the meantime. Check it, then try again.`;
  if (outcome.because === "mistakes") return outcome.mistakes.map(mistakeSentence).join(" · ");
  return {
    unknown: "We can’t find this article.",
    "no masthead": "Nothing has been published yet.",
    "too large": "The text is too long for one article.",
    busy: "Someone else is publishing. Try again.",
  }[outcome.because];
}

/** Why a decision was refused, for the desk. */
export function whyNotDecided(refused: Extract<DecisionOutcome, { ok: false }>): string {
  if (refused.because === "not from here")
    return `You can’t make this decision while the publisher is ${refused.status}.`;
  if (refused.because === "unknown licence")
    return `The publisher didn’t apply for the license ${refused.licence}, or the license is retired or isn’t open to publishers.`;
  return {
    "no licence": "The applicant doesn’t meet the requirements for any license. Check the ones to approve anyway.",
    meanwhile: "Someone else decided in the meantime. Check their decision first.",
    unknown: "We can’t find this publisher.",
  }[refused.because];
}

/** Why a story wasn't published, for the desk. `version` is the one that it was to replace. */
export function whyNotPublished(outcome: Extract<PublishOutcome, { ok: false }>, version: number): string {
  if (outcome.because === "meanwhile")
    return version === 0
      ? "An article with this id already exists. Choose another id, or correct that article."
      : "Another version was published in the meantime. Check it first.";
  return outcome.because === "too large" ? "The text is too long." : "Someone else is publishing. Try again.";
}
