import type { Body, Version } from "../../model/article/article.ts";
import { searchedText } from "../../model/article/words.ts";
import type { Masthead } from "../../model/masthead.ts";
import { SEARCH } from "../../model/policy.ts";
import { publicLevel } from "../../model/search/levels.ts";
import { marksOf } from "../../model/search/mark.ts";
import { indexedText } from "../../model/search/words.ts";
import type { IndexedText, SearchEntry } from "../../store/search/write.ts";
import { isVersionOut } from "./places.ts";

/** The changes of a publish to the search indexes: the stories that it adds, and those that it removes. */
export type SearchMoves = { entries: SearchEntry[]; gone: string[] };

export const NO_SEARCH: SearchMoves = { entries: [], gone: [] };

type Text = Version & { body: Body };

/** Returns the index changes after stories are written: released stories have entries, others have none. */
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

/** Returns the entries of a released story in both indexes; the public one contains only what everybody may read. */
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

/** Returns the first stories whose texts fit into memory together; at least one, whatever its size. */
export function firstFitting<Story extends { bytes: number }>(stories: readonly Story[]): Story[] {
  let room: number = SEARCH.readBytes;
  const over = stories.findIndex(({ bytes }) => {
    room -= bytes;
    return room < 0;
  });
  return over < 0 ? [...stories] : stories.slice(0, Math.max(1, over));
}
