import { clausesOf, type Terms } from "./expected.ts";
import type { Use } from "./says.ts";

// Crawlers by what their vendors say they fetch for.

export type Purpose = "training" | "AI answers' index" | "asked by a person" | "search";

/** Denied any of these, a crawler is kept out. Classic search is never: it has to see what the page says. */
const NEEDS: Record<Purpose, readonly Use[]> = {
  training: ["aiTrain"],
  "AI answers' index": ["search", "aiInput"],
  "asked by a person": ["aiInput"],
  search: [],
};

export type Bot = { token: string; purposes: readonly Purpose[] };

const of = (purpose: Purpose, ...tokens: string[]): Bot[] => tokens.map((token) => ({ token, purposes: [purpose] }));

/** Twenty of them, as their names stand in the vendors' pages. */
export const BOTS: readonly Bot[] = [
  ...of("training", "GPTBot", "ClaudeBot", "CCBot", "Applebot-Extended", "meta-externalagent", "Bytespider"),
  // One name for training, and for answers grounded in what it fetched.
  { token: "Google-Extended", purposes: ["training", "asked by a person"] },
  { token: "Amazonbot", purposes: ["training", "asked by a person"] },
  ...of("AI answers' index", "OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"),
  ...of("asked by a person", "ChatGPT-User", "Claude-User", "Perplexity-User", "MistralAI-User", "DuckAssistBot"),
  ...of("search", "Googlebot", "Bingbot", "Applebot", "DuckDuckBot"),
];

/** One of each kind, one that nobody knows, and others that no clause is about. */
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
