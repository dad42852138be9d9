import { type Archive, KEY } from "./archive.ts";
import { fetchRaw } from "./fetch-raw.ts";
import { inTurn, type Load, type Loaded } from "./load.ts";
import { digits, type Figure, median, ratioFigure, ratios } from "./table.ts";

type Setting = {
  bare: URL;
  archives: readonly Archive[];
  load: Load;
  rounds: number;
  tell: (line: string) => void;
};

const FEED = "/feeds/latest.rss";
const feedOf = (worker: URL) => new URL(FEED, worker);

/** Measures a feed requested repeatedly, in full and with the reader's ETag. */
export async function measureHits({ bare, archives, load, rounds, tell }: Setting): Promise<Figure[]> {
  const etags: string[] = [];
  for (const { ours } of archives) etags.push(await prime(bare, ours));
  const held = (at: number) => ({ headers: { "If-None-Match": etags[at] ?? "" }, status: 304 });
  tell("Loading hits.");
  const [bareHits = [], ...hits] = await inTurn(
    [bare, ...archives.flatMap(({ ours, first }) => [ours, first])].map((worker) => () => load(feedOf(worker))),
    rounds,
  );
  tell("Loading 304s.");
  const [bare304s = [], ...our304s] = await inTurn(
    [
      () => load(feedOf(bare), held(archives.length - 1)),
      ...archives.map(
        ({ ours }, at) =>
          () =>
            load(feedOf(ours), held(at)),
      ),
    ],
    rounds,
  );
  const encoded = await measureEncodedHits({ bare, archives, load, rounds, tell });
  tell("Loading licensed hits.");
  const headers = { Authorization: `Bearer ${KEY}` };
  const licensed = await inTurn(
    archives.flatMap(({ ours }) => [
      () => load(new URL(`/licensed${FEED}`, ours), { headers }),
      () => load(feedOf(ours)),
    ]),
    rounds,
  );
  return [
    ...archives.map(({ size }, at) =>
      faster(
        `licensed hit ÷ public hit, ${digits(size)} articles`,
        licensed[2 * at] ?? [],
        licensed[2 * at + 1] ?? [],
        0.85,
      ),
    ),
    rate("bare Worker, feed", bareHits),
    ...archives.flatMap(({ size }, at) => hitFigures(size, bareHits, hits[2 * at] ?? [], hits[2 * at + 1] ?? [])),
    rate("bare Worker, 304", bare304s),
    ...archives.flatMap(({ size }, at) => unchangedFigures(size, bare304s, our304s[at] ?? [])),
    ...encoded,
  ];
}

const COMPRESSED_FEED = "/feeds/latest.atom";
const BROTLI = { "Accept-Encoding": "br" };

/** Measures a brotli-encoded feed against a bare Worker that has the compressed bytes ready. */
async function measureEncodedHits({ bare, archives, load, rounds, tell }: Setting): Promise<Figure[]> {
  tell("Loading compressed hits.");
  const largest = archives.at(-1);
  if (largest === undefined) return [];
  const feed = new URL(COMPRESSED_FEED, largest.ours);
  const { headers, bytes } = await fetchRaw(feed, BROTLI);
  if (headers.get("Content-Encoding") !== "br") throw new Error(`${feed} isn't compressed`);
  await give(bare, headers, bytes);
  const [ours = [], theirs = []] = await inTurn(
    [() => load(feed, { headers: BROTLI }), () => load(new URL(COMPRESSED_FEED, bare), { headers: BROTLI })],
    rounds,
  );
  return [faster(`compressed hit ÷ bare with compressed bytes, ${digits(largest.size)} articles`, ours, theirs, 0.9)];
}

/** Gives the bare Worker the bytes and headers of our feed; returns its ETag. It keeps the last archive's. */
async function prime(bare: URL, ours: URL): Promise<string> {
  const { headers, bytes } = await fetchRaw(feedOf(ours));
  await give(bare, headers, bytes);
  return headers.get("ETag") ?? "";
}

const give = (bare: URL, headers: Headers, body: Uint8Array<ArrayBuffer>) =>
  fetch(new URL(`/?${new URLSearchParams([...headers])}`, bare), { method: "PUT", body });

const perSecond = (results: readonly Loaded[]) => results.map((result) => result.perSecond);
const cpuEach = (results: readonly Loaded[]) => results.flatMap((result) => result.cpu ?? []);

/** Returns requests per second, for the record; it has no target, because it differs between machines. */
function rate(name: string, results: readonly Loaded[]): Figure {
  const cpu = cpuEach(results);
  const each = cpu.length > 0 ? `, ${digits(median(cpu))} ms CPU each` : "";
  return { name, measured: `${digits(median(perSecond(results)))}/s${each}` };
}

/**
 * Compares the speed of the first with the second; also by CPU, which is more meaningful while other programs compete with
 * workerd.
 */
function faster(name: string, ours: readonly Loaded[], theirs: readonly Loaded[], least: number): Figure {
  const figure = ratioFigure(name, ratios(perSecond(ours), perSecond(theirs)), { least });
  // Over loopback, large responses drop to a quarter of their rate for seconds at a time, whichever server sends them: the best
  // of many rounds excludes that.
  const best = Math.max(...perSecond(ours)) / Math.max(...perSecond(theirs));
  const cpu = ratios(cpuEach(theirs), cpuEach(ours));
  const byCpu = cpu.length > 0 ? `, by CPU ${digits(median(cpu))}` : "";
  return { ...figure, measured: `${figure.measured}${byCpu}, best ÷ best ${digits(best)}` };
}

const hitFigures = (size: number, bare: Loaded[], ours: Loaded[], first: Loaded[]): Figure[] => [
  rate(`ours, feed, ${digits(size)} articles`, ours),
  rate(`the one people write first, feed, ${digits(size)} articles`, first),
  faster(`feed hit ÷ bare, ${digits(size)} articles`, ours, bare, 0.9),
  faster(`feed hit ÷ first, ${digits(size)} articles`, ours, first, 8),
];

const unchangedFigures = (size: number, bare: Loaded[], ours: Loaded[]): Figure[] => [
  rate(`ours, 304, ${digits(size)} articles`, ours),
  faster(`304 ÷ bare 304, ${digits(size)} articles`, ours, bare, 0.85),
];
