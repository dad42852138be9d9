/** What somebody who reads a signal learns of a use: it may, it may not, or nothing. */
export type Says = "allow" | "deny" | "unknown";

/** The three uses that signals tell apart. */
export const USES = ["search", "aiInput", "aiTrain"] as const;
export type Use = (typeof USES)[number];

/** What is said of each use. One that a language has no word for is left out. */
export type Answer = Partial<Record<Use, Says>>;

/** Nothing, in a language that could have said something of all of them. */
export const NOTHING = { search: "unknown", aiInput: "unknown", aiTrain: "unknown" } as const satisfies Answer;

/** An answer, made use by use. */
export const answerOf = (of: (use: Use) => Says): Record<Use, Says> => ({
  search: of("search"),
  aiInput: of("aiInput"),
  aiTrain: of("aiTrain"),
});

/** The strictest of several words: where one forbids, it is forbidden; where one is silent, the others permit nothing. */
export function strictest(words: readonly Says[]): Says {
  if (words.includes("deny")) return "deny";
  return words.length > 0 && words.every((word) => word === "allow") ? "allow" : "unknown";
}

/** RFC 9309 §2.2.3: a pattern runs over path and query. `*` is anything, `$` at its end is the end; else it is a prefix. */
export function matches(pattern: string, target: string): boolean {
  if (!pattern.startsWith("/") && !pattern.startsWith("*")) return false;
  const isAnchored = pattern.endsWith("$");
  const parts = (isAnchored ? pattern.slice(0, -1) : pattern).split("*");
  const source = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*");
  return new RegExp(`^${source}${isAnchored ? "$" : ""}`, "s").test(target);
}

/** Of rules with patterns, those with the longest one that matches. */
export function longestOf<Rule extends { pattern: string }>(rules: readonly Rule[], target: string): Rule[] {
  const matching = rules.filter(({ pattern }) => matches(pattern, target));
  const longest = Math.max(...matching.map(({ pattern }) => pattern.length));
  return matching.filter(({ pattern }) => pattern.length === longest);
}
