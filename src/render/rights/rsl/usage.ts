import { type MachineTerms, useInCountries } from "../../../model/licence/public-use.ts";

/** RSL 1.0 §3.4.1: the usage tokens in use. `ai-all` includes every `ai-…` token, even future ones. */
export type Token = "search" | "ai-all" | "ai-input" | "ai-train";
export type Usage = { permits: Token[]; prohibits: Token[]; countries: readonly string[] };

/**
 * Returns the uses if RSL can express them exactly; otherwise undefined. A list of permitted uses is exhaustive: other uses are
 * neither granted nor forbidden. Without that list everything else would be permitted for free, so if nothing is allowed, RSL
 * says nothing unless everything is denied.
 */
export function usageOf(terms: MachineTerms): Usage | undefined {
  const { use, countries } = useInCountries(terms);
  const uses = [use.search, use.aiInput, use.aiTrain];
  if (uses.every((value) => value === "deny")) return { permits: [], prohibits: ["search", "ai-all"], countries: [] };
  if (!uses.includes("allow")) return undefined;
  const of = (wanted: "allow" | "deny"): Token[] => [
    ...(use.search === wanted ? (["search"] as const) : []),
    ...(use.ai === wanted ? (["ai-all"] as const) : []),
    ...(use.ai === "unset" && use.aiInput === wanted ? (["ai-input"] as const) : []),
    ...(use.ai === "unset" && use.aiTrain === wanted ? (["ai-train"] as const) : []),
  ];
  return { permits: of("allow"), prohibits: of("deny"), countries };
}
