/** Names for a field elsewhere, and what each may be here: the first known one is meant. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  title: ["headline", "name"],
  head: ["headline"],
  name: ["headline", "label"],
  lede: ["summary"],
  dek: ["summary"],
  deck: ["summary"],
  excerpt: ["summary"],
  abstract: ["summary"],
  standfirst: ["summary"],
  description: ["summary", "alt"],
  byline: ["authors", "name"],
  by: ["authors"],
  writer: ["authors"],
  category: ["section", "sections"],
  categories: ["topics", "sections"],
  tag: ["topics"],
  tags: ["topics"],
  keywords: ["topics"],
  date: ["published", "at"],
  pubdate: ["published"],
  created: ["published"],
  posted: ["published"],
  modified: ["updated"],
  lastmod: ["updated"],
  lang: ["language"],
  locale: ["language"],
  tz: ["timeZone"],
  website: ["homePage"],
  site: ["homePage"],
  url: ["canonical", "homePage"],
  link: ["canonical", "url"],
  source: ["canonical", "owner"],
  copyright: ["holder", "owner"],
  rights: ["licence"],
  image: ["images"],
  photo: ["images", "file"],
  photos: ["images"],
  src: ["file"],
  path: ["file"],
  filename: ["file"],
  photographer: ["credit"],
  text: ["alt", "note", "body"],
  content: ["body"],
  social: ["follow"],
  links: ["follow"],
  mail: ["email"],
  role: ["beat"],
  note: ["reason"],
  formerly: ["was"],
  previously: ["was"],
  aliases: ["was"],
  redirectfrom: ["was"],
  renamedfrom: ["was"],
  oldid: ["was"],
  oldname: ["was"],
};

/** The field that was probably meant by an unknown name. */
export const suggestField = (name: string, known: readonly string[]): string | undefined =>
  nearest(name, known) ?? ALSO_CALLED[plain(name)]?.find((each) => known.includes(each));

/** The word of a list that was probably meant: misspelled, or with other capitals, spaces or hyphens. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.includes(word)) return undefined;
  const meant = plain(word);
  const near = known
    .map((each) => ({ each, away: distance(meant, plain(each)) }))
    .filter(({ each, away }) => away <= slips(Math.min(meant.length, plain(each).length)));
  return near.reduce<(typeof near)[number] | undefined>(
    (best, next) => (best && best.away <= next.away ? best : next),
    undefined,
  )?.each;
}

const plain = (word: string): string => word.toLowerCase().replace(/[\s_.-]+/g, "");

/** How many slips a word of some length may have and still be taken for another: a third of its letters, two at most. */
const slips = (length: number): number => Math.min(2, Math.floor(length / 3));

/** The letters to add, drop, change or swap with the next between two words (optimal string alignment). */
function distance(from: string, to: string): number {
  // A word longer than any of ours can't be near one, and would take long to compare.
  if (Math.abs(from.length - to.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let at = 1; at <= to.length; at++) next.push(step(rows, next, from, to, row, at));
    rows.push(next);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

function step(rows: readonly number[][], next: readonly number[], from: string, to: string, row: number, at: number) {
  const above = (back: number, left: number) => rows[row - back]?.[at - left] ?? Number.POSITIVE_INFINITY;
  const change = above(1, 1) + (from[row - 1] === to[at - 1] ? 0 : 1);
  const isSwapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
  const swap = isSwapped ? above(2, 2) + 1 : Number.POSITIVE_INFINITY;
  return Math.min(above(1, 0) + 1, (next[at - 1] ?? 0) + 1, change, swap);
}
