import { type MachineUse, pickStrictest, saysAnything } from "../../../model/licence/clauses/machine-use.ts";

/** RSL 1.0 §3.4.1: the usage tokens. `ai-all` holds every `ai-…`, those to come too, and `all` holds everything. */
export type Token = "all" | "search" | "ai-all" | "ai-input" | "ai-train" | "ai-index";
export type Usage = { permits: Token[]; prohibits: Token[] };

/**
 * What RSL can say of machine use, of several things at once the strictest; undefined where no terms say anything, for RSL
 * can't say that. It has no "unset" beside something that is said: what isn't allowed is prohibited then, because a reader
 * in doubt would take it for free.
 */
export function usageOf(uses: readonly MachineUse[]): Usage | undefined {
  if (!uses.some(saysAnything)) return undefined;
  const use = pickStrictest(uses);
  const tokens = Object.entries({
    search: use.search,
    "ai-input": use.aiInput,
    "ai-train": use.aiTrain,
    "ai-index": use.ai,
  });
  const of = (allowed: boolean) =>
    tokens.filter(([, value]) => (value === "allow") === allowed).map(([token]) => token);
  return { permits: pickShortest(of(true)), prohibits: pickShortest(of(false)) };
}

/** No token beside one that holds it: overlapping lists aren't conformant. */
function pickShortest(tokens: readonly string[]): Token[] {
  const search: Token[] = tokens.includes("search") ? ["search"] : [];
  const ai = (["ai-input", "ai-train", "ai-index"] as const).filter((token) => tokens.includes(token));
  if (ai.length < 3) return [...search, ...ai];
  return search.length > 0 ? ["all"] : ["ai-all"];
}
