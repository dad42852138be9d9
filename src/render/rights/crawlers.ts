/**
 * Why a crawler fetches: to train models; to build the index behind AI answers; immediately, because a person asked an AI; for
 * a search index that grounds AI answers by the vendor's own models.
 */
export type Purpose = "training" | "answers" | "asked" | "grounding";

/** A user agent token for a vendor's crawler, or one that only its robots.txt handling knows. */
export type Crawler = { token: string; purposes: readonly Purpose[] };

/** The day on which the list was last checked against its sources. */
export const CRAWLERS_CHECKED = "2026-11-25";

/**
 * The sources of the list: the vendors' own pages on their crawlers, as data sets had checked them in October 2026, and the
 * ai.robots.txt list of August 22, 2026. Left out are tokens that no vendor uses any more (anthropic-ai, Claude-Web,
 * cohere-ai), crawlers that aren't for AI (facebookexternalhit), and classic search: Googlebot and Bingbot also feed AI
 * answers, but blocking them removes a page from search, and they couldn't see its `noindex`.
 */
export const CRAWLER_SOURCES = [
  "https://platform.openai.com/docs/bots",
  "https://support.claude.com/en/articles/8896518",
  "https://developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers",
  "https://docs.perplexity.ai/guides/bots",
  "https://developer.amazon.com/amazonbot",
  "https://github.com/ai-robots-txt/ai.robots.txt",
] as const;

const of = (purposes: readonly Purpose[], tokens: readonly string[]): Crawler[] =>
  tokens.map((token) => ({ token, purposes }));

export const CRAWLERS: readonly Crawler[] = [
  // draft-kelley-aipref-training-preference-signal (October 30, 2026) defines one "no training" token for all vendors, which
  // Google plans to support. Once its name is known, it goes here on its own line.
  ...of(
    ["training"],
    [
      "GPTBot",
      "ClaudeBot",
      "CCBot",
      "Applebot-Extended",
      "meta-externalagent",
      "FacebookBot",
      "Bytespider",
      "cohere-training-data-crawler",
      "AI2Bot",
      "Ai2Bot-Dolma",
      "Diffbot",
      "omgili",
      "omgilibot",
      "webzio-extended",
      "PanguBot",
      "DeepSeekBot",
      "TikTokSpider",
      "YandexAdditional",
      "YandexAdditionalBot",
      "SBIntuitionsBot",
      "Timpibot",
      "Kangaroo Bot",
      "img2dataset",
      "LAIONDownloader",
    ],
  ),
  ...of(
    ["answers"],
    [
      "OAI-SearchBot",
      "Claude-SearchBot",
      "PerplexityBot",
      "YouBot",
      "Amzn-SearchBot",
      "meta-webindexer",
      "LinkupBot",
      "ExaBot",
      "TavilyBot",
      "Bravebot",
      "PetalBot",
      "AzureAI-SearchBot",
      "Andibot",
    ],
  ),
  ...of(
    ["asked"],
    [
      "ChatGPT-User",
      "Claude-User",
      "Perplexity-User",
      "MistralAI-User",
      "DuckAssistBot",
      "meta-externalfetcher",
      "Amzn-User",
      "Google-NotebookLM",
      "Gemini-Deep-Research",
      "GoogleAgent-URLContext",
      "Google-Agent",
      "kagi-fetcher",
      "Manus-User",
      "Kimi-User",
      "YiyanBot",
    ],
  ),
  ...of(["grounding"], ["Google-CloudVertexBot"]),
  // These vendors have one token for two purposes, so it is closed if either is denied.
  ...of(["training", "grounding"], ["Google-Extended", "Amazonbot"]),
];
