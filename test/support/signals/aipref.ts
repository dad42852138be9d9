import { readDictionary } from "./dictionary.ts";
import type { Answer, Says } from "./says.ts";

// AIPREF: draft-ietf-aipref-vocab-08, draft-ietf-aipref-attach-05. It has no category for AI input.

const VALUES: Record<string, Says> = { y: "allow", n: "deny" };

/** Reads one statement: a header field's value, or the preferences on a line. Anything but `y` and `n` is ignored. */
export function readUsage(text: string | null): Answer {
  const members = readDictionary(text ?? "") ?? new Map<string, string>();
  const of = (category: string): Says => VALUES[members.get(category) ?? ""] ?? "unknown";
  return { search: of("search"), aiTrain: of("train-ai") };
}

/** Combines several statements about the same thing: any `n` wins, then any `y`. */
export function combine(...answers: readonly Answer[]): Answer {
  const of = (use: "search" | "aiTrain"): Says =>
    (["deny", "allow"] as const).find((word) => answers.some((answer) => answer[use] === word)) ?? "unknown";
  return { search: of("search"), aiTrain: of("aiTrain") };
}
