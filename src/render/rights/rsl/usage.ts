import { type MachineTerms, useInCountries } from "../../../model/licence/public-use.ts";

/** RSL 1.0 §3.4.1: the usage tokens that we use. `ai-all` holds every `ai-…`, those to come too. */
export type Token = "search" | "ai-all" | "ai-input" | "ai-train";
export type Usage = { permits: Token[]; prohibits: Token[]; countries: readonly string[] };

/**
 * What RSL can say of machine use exactly; undefined where it can't. A list of what is permitted is closed: what stands in
 * neither list is neither granted nor forbidden. Without such a list everything else would be permitted, and for nothing; so
 * where nothing is allowed, RSL is silent, unless everything is denied.
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
