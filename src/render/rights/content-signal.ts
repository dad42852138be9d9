import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";

// Content Signals. https://contentsignals.org/

const KEYS = { search: "search", "ai-input": "aiInput", "ai-train": "aiTrain" } as const;
const VALUES = { allow: "yes", deny: "no" } as const;

/** Returns the `Content-Signal` line for what the whole site agrees on; empty if that is nothing. */
export function contentSignal(use: MachineUse): string[] {
  const signals = Object.entries(KEYS).flatMap(([name, key]) => {
    const value = use[key];
    return value === "unset" ? [] : [`${name}=${VALUES[value]}`];
  });
  return signals.length === 0 ? [] : [`Content-Signal: ${signals.join(", ")}`];
}

/** The policy that defines the line, word for word as Cloudflare publishes it under CC0. */
export const CONTENT_SIGNAL_POLICY: readonly string[] = [
  "# The Content Signals Policy, by Cloudflare (https://contentsignals.org/, CC0):",
  "#",
  "# As a condition of accessing this website, you agree to abide by the following",
  "# content signals:",
  "#",
  "# (a) If a content-signal = yes, you may collect content for the corresponding use.",
  "# (b) If a content-signal = no, you may not collect content for the corresponding use.",
  "# (c) If the website operator does not include a content signal for a corresponding",
  "#     use, the website operator neither grants nor restricts permission via content",
  "#     signal with respect to the corresponding use.",
  "#",
  "# The content signals and their meanings are:",
  "#",
  "# search:   building a search index and providing search results (e.g., returning",
  "#           hyperlinks and short excerpts from your website's contents). Search does",
  "#           not include providing AI-generated search summaries.",
  "# ai-input: inputting content into one or more AI models (e.g., retrieval augmented",
  "#           generation, grounding, or other real-time taking of content for",
  "#           generative AI search answers).",
  "# ai-train: training or fine-tuning AI models.",
  "#",
  "# ANY RESTRICTIONS EXPRESSED VIA CONTENT SIGNALS ARE EXPRESS RESERVATIONS OF RIGHTS",
  "# UNDER ARTICLE 4 OF THE EUROPEAN UNION DIRECTIVE 2019/790 ON COPYRIGHT AND RELATED",
  "# RIGHTS IN THE DIGITAL SINGLE MARKET.",
];
