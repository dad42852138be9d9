import type { Archive } from "./archive.ts";
import { workerdCpu } from "./cpu.ts";
import { counts } from "./misses.ts";
import { digits, type Figure, median } from "./table.ts";

type Setting = { small: Archive; large: Archive; rounds: number; tell: (line: string) => void };

/** The limits for a search: rows read, and milliseconds. */
const MOST_ROWS = 500;
const MOST_MS = 70;

/** The rounds of a search, the warm-up rounds before them, and the searches in each. */
const ROUNDS = 5;
const WARM_UP = 2;
const A_ROUND = 20;

/** The queries. Every story contains their words, except numbers and “zebra”: no words could be more common. */
const SEARCHES: Record<string, string> = {
  "two common words": "q=officials+trade",
  "two common words, the last one a beginning": "q=ministry+bor",
  "two common words, of one the first four letters": "q=officials+trad",
  "two words, a rare one": "q=officials+4711",
  "the beginning of many numbers": "q=story+471",
  "two common words in a section": "q=officials+trade&section=section-3",
  "two common words, every filter":
    "q=officials+trade&section=section-3&topic=topic-3&author=author-3&licence=free&date=2010",
  "two common words in the archive's first month": "q=officials+trade&date=2010-01",
  "two common words in a month that has none": "q=officials+trade&date=1999-01",
  "a common word and one that there isn't": "q=officials+zebra",
  "the last page": "q=officials+trade&page=10",
};

/** Measures searches that an isolate has never seen: the rows they read, and the CPU time including the database's. */
export async function measureSearch({ small, large, rounds, tell }: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const archive of [small, large]) {
    tell(`Searching ${archive.size} articles.`);
    for (const [name, query] of Object.entries(SEARCHES)) {
      figures.push(...(await measure(archive, `${name}, ${digits(archive.size)} articles`, query, rounds)));
    }
  }
  return figures;
}

async function measure({ counted }: Archive, name: string, query: string, rounds: number) {
  const [page, api] = [new URL(`/search?${query}`, counted), new URL(`/v1/search?${query}`, counted)];
  const rows = [await rowsOf(counted, page), await rowsOf(counted, api)];
  const times = [await timesOf(page, Math.min(rounds, ROUNDS)), await timesOf(api, Math.min(rounds, ROUNDS))];
  const ms = times.map(median);
  return [
    {
      name: `rows of a search: ${name}`,
      measured: `${rows.join(" by page, ")} by API`,
      target: `at most ${MOST_ROWS}`,
      reached: rows.every((count) => count <= MOST_ROWS),
    },
    {
      name: `a search with its database: ${name}`,
      measured: `${ms.map(digits).join(" ms CPU by page, ")} by API`,
      byRound: times.map((each) => each.map(digits).join(" ")),
      target: `at most ${MOST_MS} ms`,
      reached: ms.every((each) => each <= MOST_MS),
    },
  ];
}

/**
 * Returns workerd's CPU milliseconds per search for each round, or clock time if CPU time can't be read. The searches are a fixed
 * number and sequential: a load for one second would end in the middle of one, which would be a large part of so few.
 */
async function timesOf(address: URL, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const before = workerdCpu() ?? performance.now();
    for (let at = 0; at < A_ROUND; at++) await (await fetch(address)).arrayBuffer();
    if (round >= 0) times.push(((workerdCpu() ?? performance.now()) - before) / A_ROUND);
  }
  return times;
}

async function rowsOf(counted: URL, address: URL): Promise<number> {
  await counts(counted);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await response.arrayBuffer();
  return (await counts(counted)).read;
}
