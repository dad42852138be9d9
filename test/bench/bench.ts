import { parseArgs } from "node:util";
import { type Archive, fill } from "./archive.ts";
import { measureBytes } from "./bytes.ts";
import { measureCleaning } from "./cleaning.ts";
import { measureHits } from "./hits.ts";
import { loader } from "./load.ts";
import { measureMisses } from "./misses.ts";
import { measurePublishing } from "./publishing.ts";
import { measureRendering, measureSignals } from "./rendering.ts";
import { measureSearch } from "./search.ts";
import { measureState } from "./state.ts";
import { type Figure, table } from "./table.ts";
import { start } from "./workerd.ts";

// npm run bench [-- --quick] [--only search]
//
// Runs one workerd with three kinds of Worker: ours, a bare one that returns the same bytes from memory, and the one that people
// write first. Each is loaded in turn, for several rounds. Absolute times can't be compared across machines, and hardly an hour
// later on the same one; so every figure is a ratio within one round, and the median of the rounds is printed.

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string", multiple: true } },
});
/** The parts of a run, for `--only`. */
const PARTS = ["hits", "bytes", "misses", "search", "publishing", "rendering", "cleaning", "state"] as const;
type Part = (typeof PARTS)[number];
const isWanted = partsAsked(values.only);
const sizes = values.quick ? { small: 1_000, large: 10_000 } : { small: 1_000, large: 100_000 };
const rounds = values.quick ? 7 : 21;

const tell = (line: string) => console.error(line);
const load = await loader();
const workerd = await start([sizes.small, sizes.large], tell);
const figures: Figure[] = [];
try {
  const small: Archive = await fill(workerd, sizes.small, tell);
  const large: Archive = await fill(workerd, sizes.large, tell);
  const measured = { small, large, load, rounds, tell };
  if (isWanted("hits"))
    figures.push(...(await measureHits({ ...measured, bare: workerd.bare, archives: [small, large] })));
  if (isWanted("bytes")) figures.push(...(await measureBytes(large, tell)));
  if (isWanted("misses")) figures.push(...(await measureMisses(measured)));
  if (isWanted("search")) figures.push(...(await measureSearch(measured)));
  if (isWanted("publishing")) figures.push(...(await measurePublishing(measured)));
} finally {
  await workerd.stop();
}
if (isWanted("rendering")) figures.push(...measureRendering(tell), ...measureSignals(tell));
if (isWanted("cleaning")) figures.push(...measureCleaning(tell));
if (isWanted("state")) figures.push(...measureState());
console.log(table(figures));
process.exitCode = figures.every(({ reached }) => reached !== false) ? 0 : 1;

/** Returns whether a part is measured: all are, or only those named by `--only`, which may be repeated. */
function partsAsked(only: readonly string[] | undefined): (part: Part) => boolean {
  const wrong = only?.find((name) => !PARTS.some((part) => part === name));
  if (wrong !== undefined) throw new Error(`--only ${wrong}: the parts are ${PARTS.join(", ")}`);
  return (part) => only === undefined || only.includes(part);
}
