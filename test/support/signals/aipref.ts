import { type Answer, NOTHING, type Says } from "./says.ts";

// AIPREF: draft-ietf-aipref-vocab-08, draft-ietf-aipref-attach-05.

/** One statement: a dictionary (RFC 9651); the last of two equal keys counts, and anything but `y` and `n` is nothing. */
function readDictionary(text: string): Record<string, Says> {
  const entries = text
    .split(",")
    .map((part) => /^\s*([a-z*][a-z0-9_.*-]*)\s*=\s*([yn])\s*(?:;.*)?$/.exec(part))
    .flatMap((match) => (match ? [[match[1] ?? "", match[2] === "y" ? "allow" : "deny"] as const] : []));
  return Object.fromEntries(entries);
}

/** Several statements together: any `n` wins, else any `y`; of AI input there is no word. */
export const readUsage = (...statements: readonly string[]): Answer => combine(statements.map(readOne));

function readOne(text: string): Answer {
  const found = readDictionary(text);
  return { ...NOTHING, search: found.search ?? "unknown", aiTrain: found["train-ai"] ?? "unknown" };
}

/** The same of what was read in several places. */
export function combine(answers: readonly Answer[]): Answer {
  const of = (use: keyof Answer): Says =>
    (["deny", "allow"] as const).find((value) => answers.some((answer) => answer[use] === value)) ?? "unknown";
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain") };
}
