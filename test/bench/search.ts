import type { Archive } from "./archive.ts";
import { inTurn, type Load } from "./load.ts";
import { counts } from "./misses.ts";
import { digits, type Figure, median } from "./table.ts";

type Setting = { small: Archive; large: Archive; load: Load; rounds: number; tell: (line: string) => void };

/** What a search may read and take at most. */
const MOST_ROWS = 500;
const MOST_MS = 70;

/** The longest of rounds that take as long as they need: a search is slower than a hit. */
const ROUNDS = 5;

/** Searches: every story has each of the words but numbers, so these are the commonest that there can be. */
const SEARCHES: Record<string, string> = {
  "two common words": "q=officials+trade",
  "two common words, the last one a beginning": "q=ministry+bor",
  "two words, a rare one": "q=officials+4711",
  "the beginning of many numbers": "q=story+471",
  "two common words in a section": "q=officials+trade&section=section-3",
  "two common words, every filter":
    "q=officials+trade&section=section-3&topic=topic-3&author=author-3&licence=free&date=2010",
  "two common words in a month that has none": "q=officials+trade&date=1999-01",
  "a common word and one that there isn't": "q=officials+zebra",
  "the last page": "q=officials+trade&page=10",
};

/** Searches that an isolate has never seen, with the rows that they read and the CPU that they take, the database's too. */
export async function measureSearch({ small, large, load, rounds, tell }: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const archive of [small, large]) {
    tell(`Searching ${archive.size} articles.`);
    for (const [name, query] of Object.entries(SEARCHES)) {
      figures.push(...(await measure(archive, `${name}, ${digits(archive.size)} articles`, query, load, rounds)));
    }
  }
  return figures;
}

async function measure({ counted }: Archive, name: string, query: string, load: Load, rounds: number) {
  const [page, api] = [new URL(`/search?${query}`, counted), new URL(`/v1/search?${query}`, counted)];
  const rows = [await rowsOf(counted, page), await rowsOf(counted, api)];
  const [loaded = []] = await inTurn([() => load(api, { connections: 1 })], Math.min(rounds, ROUNDS));
  const times = loaded.map(({ cpu, perSecond }) => cpu ?? 1000 / perSecond);
  const ms = median(times);
  return [
    {
      name: `rows of a search: ${name}`,
      measured: `${Math.max(...rows)} rows`,
      target: `at most ${MOST_ROWS}`,
      reached: rows.every((count) => count <= MOST_ROWS),
    },
    {
      name: `a search with its database: ${name}`,
      measured: `${digits(ms)} ms CPU`,
      byRound: times.map(digits),
      target: `at most ${MOST_MS} ms`,
      reached: ms <= MOST_MS,
    },
  ];
}

async function rowsOf(counted: URL, address: URL): Promise<number> {
  await counts(counted);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await response.arrayBuffer();
  return (await counts(counted)).read;
}
