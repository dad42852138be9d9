import type { Archive } from "./archive.ts";
import { inTurn, type Load } from "./load.ts";
import { digits, type Figure, median } from "./table.ts";

type Setting = { small: Archive; large: Archive; load: Load; rounds: number; tell: (line: string) => void };

/** The items of a feed, and the most rows that a miss may read: one for each, plus ten. */
const ITEMS = 50;
const MOST_ROWS = ITEMS + 10;

/** The feeds whose misses are counted: the channel with everything, and others, in every format. */
const FEEDS = ["latest.rss", "latest.atom", "latest.json", "section/section-1.rss", "author/author-2.atom"];

/**
 * Measures a feed that an isolate has never seen. `counted` is our Worker, but it clears its memory before each request, so it
 * does what a fresh isolate does, without the time to start one.
 */
export async function measureMisses({ small, large, load, rounds, tell }: Setting): Promise<Figure[]> {
  tell("Loading misses.");
  const rows = { small: await rowsRead(small), large: await rowsRead(large) };
  // One connection: a concurrent request would share the first one's rendering, or have it cleared.
  const miss =
    ({ counted }: Archive) =>
    () =>
      load(new URL("/feeds/latest.rss", counted), { connections: 1 });
  const results = await inTurn([miss(small), miss(large)], rounds);
  return [
    rowsFigure(`rows read by a miss, ${digits(small.size)} articles`, rows.small, `at most ${MOST_ROWS}`, within),
    rowsFigure(`rows read by a miss, ${digits(large.size)} articles`, rows.large, `at most ${MOST_ROWS}`, within),
    ...[small, large].map(({ size }, at) => ({
      name: `a miss with its database, RSS, ${digits(size)} articles`,
      measured: `${digits(median((results[at] ?? []).flatMap(({ cpu, perSecond }) => cpu ?? 1000 / perSecond)))} ms CPU`,
    })),
  ];
}

async function rowsRead({ counted }: Archive): Promise<number[]> {
  const all: number[] = [];
  // Resets the counts, which include those of filling the archive.
  await counts(counted);
  for (const feed of FEEDS) {
    const response = await fetch(new URL(`/feeds/${feed}`, counted));
    if (!response.ok) throw new Error(`${feed}: ${response.status}`);
    await response.arrayBuffer();
    all.push((await counts(counted)).read);
  }
  return all;
}

const within = (rows: readonly number[]) => rows.every((count) => count <= MOST_ROWS);

const rowsFigure = (name: string, rows: number[], target: string, holds: (rows: number[]) => boolean): Figure => ({
  name,
  measured: `${Math.max(...rows)} rows`,
  byRound: FEEDS.map((feed, at) => `${feed}: ${rows[at]}`),
  target,
  reached: holds(rows),
});

/** Returns the rows that D1 has read and written since the last call. */
export async function counts(counted: URL): Promise<{ read: number; written: number }> {
  const answer: { read: number; written: number } = JSON.parse(await (await fetch(new URL("/rows", counted))).text());
  return answer;
}
