import { type Archive, deskOf, TIMED } from "./archive.ts";
import { article } from "./articles.ts";
import { counts } from "./misses.ts";
import { digits, type Figure, median, ratioFigure, ratios } from "./table.ts";

type Setting = { small: Archive; large: Archive; rounds: number; tell: (line: string) => void };

/** The number of articles published into each archive, one by one, in a round. */
const A_ROUND = 20;

/** Publishes new articles one by one into the two archives alternately, and reports the time of the very first publish. */
export async function measurePublishing({ small, large, rounds, tell }: Setting): Promise<Figure[]> {
  tell("Publishing.");
  const desks = { small: publisher(small), large: publisher(large) };
  const medians: { small: number[]; large: number[] } = { small: [], large: [] };
  for (let round = -1; round < rounds; round++) {
    const times: { small: number[]; large: number[] } = { small: [], large: [] };
    for (let at = 0; at < A_ROUND; at++) {
      times.small.push(await desks.small());
      times.large.push(await desks.large());
    }
    if (round < 0) continue;
    medians.small.push(median(times.small));
    medians.large.push(median(times.large));
  }
  return [
    ...[small, large].map(({ size }, at) => ({
      name: `publishing one article into ${digits(size)}`,
      measured: `${digits(median(at === 0 ? medians.small : medians.large))} ms`,
    })),
    ratioFigure(
      `publishing into ${digits(large.size)} ÷ into ${digits(small.size)}`,
      ratios(medians.large, medians.small),
      { most: 1.2 },
    ),
    await rowsFigure(small, large),
    ...(large.seconds === undefined
      ? []
      : [{ name: `first publish of ${digits(TIMED)} articles`, measured: `${digits(large.seconds)} s` }]),
  ];
}

/** Returns a function that publishes one more article, newer than all others, and returns the milliseconds it took. */
function publisher({ ours, size }: Archive): () => Promise<number> {
  const desk = deskOf(ours);
  let next = size;
  return async () => {
    const begun = performance.now();
    await desk.putArticles([article(next++)]);
    return performance.now() - begun;
  };
}

/** D1 is billed by rows, and their number doesn't depend on the machine. */
async function rowsFigure(small: Archive, large: Archive): Promise<Figure> {
  const rows = { small: await rowsOfPublish(small), large: await rowsOfPublish(large) };
  return {
    name: "rows that publishing one article reads and writes",
    measured: `${rows.large.read} and ${rows.large.written}`,
    byRound: [`${digits(small.size)} articles: ${rows.small.read} and ${rows.small.written}`],
    target: "the same at both sizes",
    reached: rows.small.read === rows.large.read && rows.small.written === rows.large.written,
  };
}

async function rowsOfPublish({ counted, size }: Archive) {
  await counts(counted);
  await deskOf(counted).putArticles([article(2 * size)]);
  return counts(counted);
}
