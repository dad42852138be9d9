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

// npm run bench [-- --quick]
//
// One workerd with three kinds of Worker: ours, a bare one that returns the same bytes from memory, and the one that
// people write first. Each is loaded in turn, for several rounds. Times are worth nothing on another machine, and little
// an hour later on the same one; so every figure is a ratio within one round, and what is printed is the rounds' median.

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const sizes = values.quick ? { small: 1_000, large: 10_000 } : { small: 1_000, large: 100_000 };
const rounds = values.quick ? 7 : 21;

const tell = (line: string) => console.error(line);
const load = await loader();
const workerd = await start([sizes.small, sizes.large], tell);
const figures: Figure[] = [];
try {
  const small: Archive = await fill(workerd, sizes.small, tell);
  const large: Archive = await fill(workerd, sizes.large, tell);
  figures.push(...(await measureHits({ bare: workerd.bare, archives: [small, large], load, rounds, tell })));
  figures.push(...(await measureBytes(large, tell)));
  figures.push(...(await measureMisses({ small, large, load, rounds, tell })));
  figures.push(...(await measureSearch({ small, large, load, rounds, tell })));
  figures.push(...(await measurePublishing({ small, large, rounds, tell })));
} finally {
  await workerd.stop();
}
figures.push(...measureRendering(tell), ...measureSignals(tell), ...measureCleaning(tell), ...measureState());
console.log(table(figures));
process.exitCode = figures.every(({ reached }) => reached !== false) ? 0 : 1;
