import { SEARCH } from "../../model/policy.ts";
import { isJoined, PART_BEGINS } from "../../model/search/mark.ts";
import { bytesOf } from "../../model/text.ts";

/** The text of a story in an index: normalized words, and marks. */
export type IndexedText = { headline: string; summary: string; body: string };

/** A story's index entries: the public one, and the one for readers of the full text, if that isn't public. */
export type SearchEntry = {
  article: string;
  published: string;
  marks: string;
  open: IndexedText;
  licensed: IndexedText | null;
};

/** Writes stories to both indexes, replacing existing entries; `isOlder` if they precede all entries there. */
export function writeSearchEntries(
  db: D1Database,
  entries: readonly SearchEntry[],
  { isOlder }: { isOlder: boolean },
): D1PreparedStatement[] {
  if (entries.length === 0) return [];
  const ids = JSON.stringify(entries.map(({ article }) => article));
  const closed = entries.filter(({ licensed }) => licensed === null).map(({ article }) => article);
  return [
    db.prepare(isOlder ? NUMBER_BELOW : NUMBER_ABOVE).bind(ids),
    ...insert(
      db,
      "search_public",
      entries.map(({ open, licensed: _, ...rest }) => ({ ...rest, ...open })),
    ),
    ...(closed.length > 0 ? [db.prepare(removeFrom("search_licensed")).bind(JSON.stringify(closed))] : []),
    ...insert(
      db,
      "search_licensed",
      entries.flatMap(({ open: _, licensed, ...rest }) => (licensed === null ? [] : [{ ...rest, ...licensed }])),
    ),
  ];
}

/** Every numbered story is in the public index, whose highest and lowest number can be read without reading a row. */
const NUMBER_ABOVE = `INSERT INTO search_entry (article, number)
  SELECT value, coalesce((SELECT max(rowid) FROM search_public), ${SEARCH.firstNumber}) + 1 + key FROM json_each(?1) WHERE true
  ON CONFLICT (article) DO NOTHING`;
const NUMBER_BELOW = `INSERT INTO search_entry (article, number)
  SELECT value, coalesce((SELECT min(rowid) FROM search_public), ${SEARCH.firstNumber}) - 1 - key FROM json_each(?1) WHERE true
  ON CONFLICT (article) DO NOTHING`;

type IndexRow = Pick<SearchEntry, "article" | "published" | "marks"> & IndexedText;

/** SQL for the token of the part, of a given size, that a row is in: only SQL knows the row's number. */
const partIn = (size: number, at: number): string => `char(${PART_BEGINS[at]}) || (entry.number / ${size})`;

/** SQL for a row's marks, its parts, and each mark joined with its part for the sizes that are searched that way. */
const MARKS = [
  "value ->> 'marks'",
  ...SEARCH.partSizes.map(partIn),
  ...SEARCH.partSizes.flatMap((size, at) =>
    isJoined(size) ? [`replace(value ->> 'marks', ' ', ${partIn(size, at)} || ' ') || ${partIn(size, at)}`] : [],
  ),
].join(" || ' ' || ");

const insert = (db: D1Database, index: "search_public" | "search_licensed", rows: readonly IndexRow[]) =>
  groupsOf(rows).map((group) =>
    db
      .prepare(
        `INSERT OR REPLACE INTO ${index} (rowid, headline, summary, body, marks, article, published)
         SELECT entry.number, value ->> 'headline', value ->> 'summary', value ->> 'body',
           ${MARKS}, entry.article,
           value ->> 'published' FROM json_each(?1) CROSS JOIN search_entry AS entry ON entry.article = value ->> 'article'`,
      )
      .bind(JSON.stringify(group)),
  );

/** Splits rows into groups that fit into one parameter; normalized text may be longer than the story's own. */
function groupsOf(rows: readonly IndexRow[]): IndexRow[][] {
  const groups: IndexRow[][] = [];
  let room = 0;
  for (const row of rows) {
    const size = bytesOf(JSON.stringify(row));
    if (size > room) {
      groups.push([]);
      room = SEARCH.statementBytes;
    }
    groups.at(-1)?.push(row);
    room -= size;
  }
  return groups;
}

const removeFrom = (index: string): string => `DELETE FROM ${index} WHERE rowid IN
  (SELECT number FROM search_entry WHERE article IN (SELECT value FROM json_each(?1)))`;

/** Removes stories from both indexes. */
export function removeSearchEntries(db: D1Database, articles: readonly string[]): D1PreparedStatement[] {
  if (articles.length === 0) return [];
  const ids = JSON.stringify(articles);
  return [
    db.prepare(removeFrom("search_public")).bind(ids),
    db.prepare(removeFrom("search_licensed")).bind(ids),
    db.prepare("DELETE FROM search_entry WHERE article IN (SELECT value FROM json_each(?1))").bind(ids),
  ];
}

/** Empties both indexes; keeps their ranking settings. */
export const emptySearch = (db: D1Database): D1PreparedStatement[] =>
  [
    "INSERT INTO search_public (search_public) VALUES ('delete-all')",
    "INSERT INTO search_licensed (search_licensed) VALUES ('delete-all')",
    "DELETE FROM search_entry",
    "DELETE FROM search_todo",
  ].map((sql) => db.prepare(sql));
