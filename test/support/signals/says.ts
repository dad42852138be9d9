/** What somebody who reads a signal learns of a use: it may, it may not, or nothing. */
export type Says = "allow" | "deny" | "unknown";

/** The three uses that signals tell apart. */
export const USES = ["search", "aiInput", "aiTrain"] as const;
export type Use = (typeof USES)[number];

/** What is said of each of them. */
export type Answer = Record<Use, Says>;

export const NOTHING: Answer = { search: "unknown", aiInput: "unknown", aiTrain: "unknown" };

/** RFC 9309 §2.2.3: a pattern runs over path and query; `*` is anything, `$` at the end ends it, else it is a prefix. */
export function matchesPath(pattern: string, target: string): boolean {
  const isAnchored = pattern.endsWith("$");
  const parts = (isAnchored ? pattern.slice(0, -1) : pattern)
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}${isAnchored ? "$" : ""}`).test(target);
}
