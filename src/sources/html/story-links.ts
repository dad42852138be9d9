import type { Body } from "../../model/article/article.ts";
import { type Linking, linkedStories, linksIn, storiesIn } from "../../model/article/story-link.ts";
import { decodeEntities } from "../../model/html-entities.ts";
import { ID } from "../../model/text.ts";
import { excerpt, type Warning } from "../../model/warning.ts";

/** The first link from an article to another story: its field and the data for a warning about it. */
export type FoundLink = Omit<Warning, "action" | "reason"> & { story: string; field: "body" | "canonical" };

const NAMED = new RegExp(`articles(?:/|%2f)+(${ID})`, "gi");

/** Finds the links of an article to other stories on the wire, each story once. `html` is the text as it was sent. */
export function findStoryLinks(html: string, article: Linking & { body: Body }, origin: string): FoundLink[] {
  const stories = linkedStories(article, origin);
  if (stories.length === 0) return [];
  const texts = article.body.filter((piece) => typeof piece === "string");
  const named = new Set(texts.flatMap((text) => storiesIn(text, origin)));
  const linked = wordsByStory(texts, origin);
  const places = placesOf(html);
  return stories.map((story) => {
    const about = { story, address: `${origin}/articles/${story}`, words: 0 };
    if (!named.has(story)) return { ...about, field: "canonical", element: "address", line: 1, column: 1 };
    const text = linked.get(story);
    const place = places.get(story) ?? { line: 1, column: 1 };
    return {
      ...about,
      ...place,
      field: "body",
      ...(text === undefined ? { element: "address" } : { element: "a", text }),
    };
  });
}

/** Returns the words of the first link to each story. */
function wordsByStory(texts: readonly string[], origin: string): Map<string, string> {
  const links = texts.flatMap(linksIn).reverse();
  return new Map(
    links.flatMap(({ attributes, words }) => {
      const text = excerpt(decodeEntities(words.replace(/<[^>]*>/g, ""))) ?? "";
      return storiesIn(attributes, origin).map((story) => [story, text] as const);
    }),
  );
}

/** Returns where each story's address, or the tag containing it, first occurs in a text; line and column count from 1. */
function placesOf(html: string): Map<string, Pick<Warning, "line" | "column">> {
  const places = new Map<string, Pick<Warning, "line" | "column">>();
  let [line, start, counted] = [1, 0, 0];
  for (const { 1: story = "", index } of html.matchAll(NAMED)) {
    if (places.has(story.toLowerCase())) continue;
    const tag = html.lastIndexOf("<", index);
    const at = tag > html.lastIndexOf(">", index) ? tag : index;
    for (let end = html.indexOf("\n", counted); end !== -1 && end < at; end = html.indexOf("\n", counted))
      [line, start, counted] = [line + 1, end + 1, end + 1];
    places.set(story.toLowerCase(), { line, column: at - start + 1 });
  }
  return places;
}
