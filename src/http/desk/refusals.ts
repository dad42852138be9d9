import type { DecisionOutcome } from "../../commands/publishers/decide.ts";
import type { ActionOutcome } from "../../commands/publishing/act.ts";
import type { PublishOutcome } from "../../commands/publishing/publish-articles.ts";
import { mistakeSentence } from "../../model/mistake.ts";

/** Why an action wasn't done, as the desk is told. */
export function whyNotDone(outcome: Extract<ActionOutcome, { ok: false }>): string {
  if (outcome.because === "not from here") return outcome.detail;
  if (outcome.because === "meanwhile") return `Version ${outcome.version} came in between. Look again.`;
  if (outcome.because === "mistakes") return outcome.mistakes.map(mistakeSentence).join(" ");
  return {
    unknown: "There is no such article.",
    "no masthead": "Nothing is published yet.",
    "too large": "That is too much text for one article.",
    busy: "Somebody else publishes. Try again.",
  }[outcome.because];
}

/** Why a decision wasn’t made, as the desk is told. */
export function whyNotDecided(refused: Extract<DecisionOutcome, { ok: false }>): string {
  if (refused.because === "not from here")
    return `The publisher is ${refused.status}; that can't be decided from there.`;
  if (refused.because === "unknown licence")
    return `The licence ${refused.licence} isn't wanted by the publisher, is open to nobody, or is retired.`;
  return {
    "no licence":
      "Nothing is left to approve: something speaks against every licence. Name those to approve all the same.",
    meanwhile: "Somebody decided in between. Look again.",
    unknown: "There is no such publisher.",
  }[refused.because];
}

/** Why a story wasn’t published, as the desk is told. `version` is the one that it was to take the place of. */
export function whyNotPublished(outcome: Extract<PublishOutcome, { ok: false }>, version: number): string {
  if (outcome.because === "meanwhile")
    return version === 0
      ? "There is an article of this id already; take another, or correct that one."
      : "Another version came in between. Look at it first.";
  return outcome.because === "too large" ? "The text is too long." : "Somebody else publishes. Try again.";
}
