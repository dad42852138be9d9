import { EXPIRED, KILLED, OLD, STORY } from "./life.ts";
import type { TakenItem } from "./taker.ts";

/** The columns of the table. */
export const COLUMNS = [
  "date",
  "authors",
  "first author",
  "body",
  "picture",
  "licence",
  "correction",
  "kill",
  "expiry",
] as const;
export type Column = (typeof COLUMNS)[number];

/** The result for each column, as a short word. */
export type Cells = Record<Column, string>;

/** Returns what a taker has: of the story before, and of the three others after they changed. */
export function cellsOf(before: readonly TakenItem[], after: readonly TakenItem[], origin: string): Cells {
  const idOf = (id: string) => `${origin}/articles/${id}`;
  const story = before.find(({ id }) => id === idOf(STORY.id));
  const later = (id: string) => after.filter((item) => item.id === idOf(id));
  return {
    date: sameTime(story?.published, STORY.published) ? "yes" : "no",
    authors: authorsCell(story?.authors ?? []),
    "first author": firstAuthorCell(story),
    body: story?.html.includes(STORY.body) && /href="[^"]*\/licences\//.test(story.html) ? "with credit" : "no",
    picture: pictureCell(story),
    licence: licenceCell(story),
    correction: correctionCell(later(OLD.id)),
    kill: removalCell(later(KILLED.id), KILLED.body),
    expiry: removalCell(later(EXPIRED.id), EXPIRED.body),
  };
}

const sameTime = (one: string | undefined, other: string): boolean => Date.parse(one ?? "") === Date.parse(other);

function authorsCell(authors: readonly string[]): string {
  const [first = ""] = authors;
  if (STORY.authors.every((name, at) => authors[at] === name))
    return authors.length === STORY.authors.length ? "each" : "more";
  if (authors.length === 1 && STORY.authors.every((name) => first.includes(name))) return "in one line";
  return first === STORY.authors[0] ? "first only" : `not: ${authors.join(" | ")}`;
}

/** For readers that show one author: the first one, or at least a byline at the end of the text. */
function firstAuthorCell(story: TakenItem | undefined): string {
  if (story?.authors[0]?.startsWith(STORY.authors[0] ?? "-")) return "yes";
  return STORY.authors.every((name) => plain(story?.html ?? "").includes(name)) ? "in the body" : "no";
}

const plain = (html: string): string => html.replaceAll("&#39;", "'").replaceAll("&apos;", "'");

function pictureCell(story: TakenItem | undefined): string {
  const own = story?.pictures.filter(({ url }) => url.includes("/images/")) ?? [];
  if (own.some(({ credit }) => credit === STORY.credit)) return "with credit";
  const inBody = story?.html.includes("<img") && story.html.includes(STORY.credit);
  return `${own.length > 0 ? "address" : "none"}${inBody ? ", credit in the body" : ""}`;
}

function licenceCell(story: TakenItem | undefined): string {
  if (story?.licence.endsWith(`/licences/${STORY.licence}`)) return "named";
  return story?.html.includes(`/licences/${STORY.licence}`) ? "in the body" : "no";
}

function correctionCell(found: readonly TakenItem[]): string {
  const [item] = found;
  if (item === undefined) return "missed";
  return item.html.includes(OLD.body) && item.html.includes(OLD.note) ? "text and note" : "no";
}

/** Returns what remains of a removed story. Its text must never remain. */
function removalCell(found: readonly TakenItem[], text: string): string {
  if (found.some(({ html }) => html.includes(text))) return "STILL THERE";
  return found.length > 0 ? "notice" : "nothing";
}
