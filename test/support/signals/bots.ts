import { clausesOf, type Terms } from "./expected.ts";
import type { Use } from "./says.ts";

// Crawlers, by the purposes that their vendors state.

export type Purpose = "training" | "AI answers' index" | "asked by a person" | "search";

/**
 * The uses that a crawler needs: if any is denied, it is shut out. Classic search never is, because it must read the page's
 * signals.
 */
const NEEDS: Record<Purpose, readonly Use[]> = {
  training: ["aiTrain"],
  "AI answers' index": ["search", "aiInput"],
  "asked by a person": ["aiInput"],
  search: [],
};

export type Bot = { token: string; purposes: readonly Purpose[] };

const of = (purpose: Purpose, ...tokens: string[]): Bot[] => tokens.map((token) => ({ token, purposes: [purpose] }));

/** Twenty crawlers, named as on the vendors' pages. */
export const BOTS: readonly Bot[] = [
  ...of("training", "GPTBot", "ClaudeBot", "CCBot", "Applebot-Extended", "meta-externalagent", "Bytespider"),
  // One token both for training and for AI answers grounded in fetched pages.
  { token: "Google-Extended", purposes: ["training", "asked by a person"] },
  { token: "Amazonbot", purposes: ["training", "asked by a person"] },
  ...of("AI answers' index", "OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"),
  ...of("asked by a person", "ChatGPT-User", "Claude-User", "Perplexity-User", "MistralAI-User", "DuckAssistBot"),
  ...of("search", "Googlebot", "Bingbot", "Applebot", "DuckDuckBot"),
];

/** One crawler of each kind, an unknown one, and others that no clause covers. */
export const ONE_OF_EACH: readonly Bot[] = [
  ...BOTS.filter(({ token }) =>
    ["GPTBot", "Google-Extended", "OAI-SearchBot", "ChatGPT-User", "Googlebot"].includes(token),
  ),
  ...of("search", "SomeNewBot", "facebookexternalhit", "archive.org_bot"),
];

/** Whether a crawler may fetch a story's page. */
export function isOpenTo({ purposes }: Bot, terms: Terms): boolean {
  const clauses = clausesOf(terms);
  return purposes.flatMap((purpose) => NEEDS[purpose]).every((use) => clauses[use] !== "deny");
}
