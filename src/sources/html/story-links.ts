import type { Body } from "../../model/article/article.ts";
import { type Linking, linkedStories, linksIn, storiesIn } from "../../model/article/story-link.ts";
import { decodeEntities } from "../../model/html-entities.ts";
import { excerpt, type Warning } from "../../model/warning.ts";

/** Where an article first links to another story: in which field, and as a warning about it has it. */
export type FoundLink = Omit<Warning, "action" | "reason"> & { story: string; field: "body" | "canonical" };

/** The links of an article to other stories of the wire, each story once. `html` is its text as it was sent. */
export function findStoryLinks(html: string, article: Linking & { body: Body }, origin: string): FoundLink[] {
  const stories = linkedStories(article, origin);
  if (stories.length === 0) return [];
  const texts = article.body.filter((piece) => typeof piece === "string");
  const named = new Set(texts.flatMap((text) => storiesIn(text, origin)));
  const linked = wordsByStory(texts, origin);
  return stories.map((story) => {
    const about = { story, address: `${origin}/articles/${story}`, words: 0 };
    if (!named.has(story)) return { ...about, field: "canonical", element: "address", line: 1, column: 1 };
    const text = linked.get(story);
    const place = placeOf(html, story);
    return {
      ...about,
      ...place,
      field: "body",
      ...(text === undefined ? { element: "address" } : { element: "a", text }),
    };
  });
}

/** The words of the first link to each story. */
function wordsByStory(texts: readonly string[], origin: string): Map<string, string> {
  const links = texts.flatMap(linksIn).reverse();
  return new Map(
    links.flatMap(({ attributes, words }) => {
      const text = excerpt(decodeEntities(words.replace(/<[^>]*>/g, ""))) ?? "";
      return storiesIn(attributes, origin).map((story) => [story, text] as const);
    }),
  );
}

/** Where in a text a story's address first stands, or the tag that has it: both counted from 1. */
function placeOf(html: string, story: string): Pick<Warning, "line" | "column"> {
  const escaped = story.replaceAll(".", "\\.");
  const found = html.search(new RegExp(`articles(?:/|%2f)+${escaped}(?![a-z0-9]|[-.][a-z0-9])`, "i"));
  const tag = html.lastIndexOf("<", found);
  const at = Math.max(0, tag > html.lastIndexOf(">", found) ? tag : found);
  const before = html.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
