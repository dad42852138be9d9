/**
 * What a crawler fetches for: to train models; to make the index from which AI answers are drawn; at once, because a person
 * asked an AI; to search an index on which AI answers are grounded by the vendor's own models.
 */
export type Purpose = "training" | "answers" | "asked" | "grounding";

/** A name by which a vendor's crawler, or its robots.txt alone, can be addressed. */
export type Crawler = { token: string; purposes: readonly Purpose[] };

/** The day on which the list was last compared with its sources. */
export const CRAWLERS_CHECKED = "2026-11-25";

/**
 * Its sources: the vendors' own pages on their crawlers, as data sets had checked them in October 2026, and the list of
 * ai.robots.txt of 22 August 2026. Names that only lists keep and no vendor uses any more (anthropic-ai, Claude-Web,
 * cohere-ai) aren't here. Nor is any crawler of classic search: Googlebot and Bingbot also feed AI answers, but closed to
 * them a page leaves search, and they couldn't see its `noindex`. And none that isn't of AI, such as facebookexternalhit.
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
  // draft-kelley-aipref-training-preference-signal (30 October 2026) defines one token for "no training" that all vendors
  // share, and Google means to support it. Once its name is known it goes here, in a line of its own.
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
  // Their vendors have one name for two purposes: closed where either is denied.
  ...of(["training", "grounding"], ["Google-Extended", "Amazonbot"]),
];
