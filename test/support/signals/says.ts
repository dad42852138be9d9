/** What a reader of a signal learns about a use: allowed, denied, or nothing. */
export type Says = "allow" | "deny" | "unknown";

/** The three uses that signals distinguish. */
export const USES = ["search", "aiInput", "aiTrain"] as const;
export type Use = (typeof USES)[number];

/** The signal for each use. A use that a format can't express is left out. */
export type Answer = Partial<Record<Use, Says>>;

/** An answer that says nothing, in a format that can express all three uses. */
export const NOTHING = { search: "unknown", aiInput: "unknown", aiTrain: "unknown" } as const satisfies Answer;

/** Builds an answer use by use. */
export const answerOf = (of: (use: Use) => Says): Record<Use, Says> => ({
  search: of("search"),
  aiInput: of("aiInput"),
  aiTrain: of("aiTrain"),
});

/** Returns the strictest of several signals: any denial denies, and it is allowed only if all allow it. */
export function strictest(words: readonly Says[]): Says {
  if (words.includes("deny")) return "deny";
  return words.length > 0 && words.every((word) => word === "allow") ? "allow" : "unknown";
}

/**
 * RFC 9309 §2.2.3: a pattern matches path and query. `*` matches anything, a final `$` anchors the end; otherwise it is a prefix.
 */
export function matches(pattern: string, target: string): boolean {
  if (!pattern.startsWith("/") && !pattern.startsWith("*")) return false;
  const isAnchored = pattern.endsWith("$");
  const parts = (isAnchored ? pattern.slice(0, -1) : pattern).split("*");
  const source = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*");
  return new RegExp(`^${source}${isAnchored ? "$" : ""}`, "s").test(target);
}

/** Returns the rules with the longest matching pattern. */
export function longestOf<Rule extends { pattern: string }>(rules: readonly Rule[], target: string): Rule[] {
  const matching = rules.filter(({ pattern }) => matches(pattern, target));
  const longest = Math.max(...matching.map(({ pattern }) => pattern.length));
  return matching.filter(({ pattern }) => pattern.length === longest);
}
