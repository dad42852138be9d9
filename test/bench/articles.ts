import type { IdentifiedArticle } from "../../src/model/article/article.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";

// The content that the benchmarks publish: generated from counters alone, so that every run uses the same bytes.

/** The origin that every Worker is given, and the desk's token. Neither is valid outside a run. */
export const ORIGIN = "http://localhost:8787";
export const TOKEN = "bench";

const WORDS =
  "the wire reported on Monday that officials in the capital had met a delegation of the ministry before talks about trade and the border were to begin again after months of silence";
const words = WORDS.split(" ");

const names = (kind: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${kind}-${at}`, `The ${kind} number ${at}`]));

/** One license that grants the full text to everyone, so that every feed item contains all of it. */
export const MASTHEAD: MastheadInput = {
  publication: {
    name: "Bench News Foundation",
    description: "A newsroom that exists to be measured.",
    homePage: "https://news.example.org/",
    language: "en-US",
    timeZone: "America/New_York",
    contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
    licence: "free",
    sections: names("section", 5),
    topics: names("topic", 20),
  },
  authors: Object.fromEntries(Object.entries(names("author", 20)).map(([id, name]) => [id, { name, beat: "World" }])),
  licences: {
    free: {
      name: "Free Republication",
      publicText: "full",
      statement: "This article may be republished free of charge.",
      attribution: { byline: "must", affiliation: "must", link: "must", licenceLine: "must" },
      assets: { images: "marked" },
      machineUse: { search: "allow", aiTrain: "deny" },
      contact: "licensing@example.org",
      text: "<p>Republish it, with the credit.</p>",
    },
  },
};

/** Generates a body of 4 KB: paragraphs with typical inline markup. */
function body(at: number): string {
  const paragraphs: string[] = [];
  for (let length = 0, next = at; length < 4096; next += 7) {
    const text = Array.from({ length: 60 }, (_, word) => words[(next + word * 3) % words.length]).join(" ");
    const link = `<a href="https://example.org/${at}/${next}">a source &amp; its papers</a>`;
    paragraphs.push(`<p>${text}, says ${link}, <em>and</em> “nothing else”.</p>`);
    length += paragraphs.at(-1)?.length ?? 0;
  }
  return paragraphs
    .join("\n")
    .slice(0, 4096)
    .replace(/<[^>]*$/, "");
}

const START = Date.UTC(2010, 0, 1);

/** Returns article number `at`, published `at` minutes after the start of 2010. */
export const article = (at: number): IdentifiedArticle => ({
  id: `story-${at}`,
  headline: `Story ${at}: “Talks” resume & the border opens`,
  summary: `What happened in story ${at}, in the two or three sentences that a reader of the free feed gets to see of it.`,
  authors: [`author-${at % 20}`],
  section: `section-${at % 5}`,
  topics: [`topic-${at % 20}`, `topic-${(at + 3) % 20}`],
  published: new Date(START + at * 60_000).toISOString().replace(".000Z", "+00:00"),
  status: "usable",
  images: [],
  body: body(at),
});

/** Returns the articles from `from` up to, but not including, `to`. */
export const articles = (from: number, to: number): IdentifiedArticle[] =>
  Array.from({ length: to - from }, (_, at) => article(from + at));
