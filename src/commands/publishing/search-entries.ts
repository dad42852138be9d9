import type { Body, Version } from "../../model/article/article.ts";
import { searchedText } from "../../model/article/words.ts";
import type { Masthead } from "../../model/masthead.ts";
import { SEARCH } from "../../model/policy.ts";
import { publicLevel } from "../../model/search/levels.ts";
import { marksOf } from "../../model/search/mark.ts";
import { indexedText } from "../../model/search/words.ts";
import type { IndexedText, SearchEntry } from "../../store/search/write.ts";
import { isVersionOut } from "./places.ts";

/** What a publish does to the indices: the stories that it puts in, and those that it takes out. */
export type SearchMoves = { entries: SearchEntry[]; gone: string[] };

export const NO_SEARCH: SearchMoves = { entries: [], gone: [] };

type Text = Version & { body: Body };

/** What the indices have of stories after they were written: everything of those that are out, and nothing of others. */
export function searchMoves(
  texts: readonly Text[],
  wasOut: (article: string) => boolean,
  masthead: Masthead,
): SearchMoves {
  return {
    entries: texts.filter(isVersionOut).map((text) => searchEntry(text, masthead)),
    gone: texts.filter((text) => !isVersionOut(text) && wasOut(text.id)).map(({ id }) => id),
  };
}

/** A story that is out, as both indices have it: everybody's has nothing that not everybody may read. */
export function searchEntry(text: Text, masthead: Masthead): SearchEntry {
  const level = publicLevel(text, masthead);
  const whole = {
    headline: indexedText(text.headline),
    summary: indexedText(text.summary),
    body: indexedText(searchedText(text.body)),
  };
  const open: IndexedText = {
    headline: whole.headline,
    summary: level === "link" ? "" : whole.summary,
    body: level === "full" ? whole.body : "",
  };
  return {
    article: text.id,
    published: text.publishedAt,
    marks: marksOf(text, level).join(" "),
    open,
    licensed: text.exclude || level === "full" ? null : whole,
  };
}

/** The first stories whose texts fit into memory together; one of any length. */
export function firstFitting<Story extends { bytes: number }>(stories: readonly Story[]): Story[] {
  let room: number = SEARCH.readBytes;
  const over = stories.findIndex(({ bytes }) => {
    room -= bytes;
    return room < 0;
  });
  return over < 0 ? [...stories] : stories.slice(0, Math.max(1, over));
}
