import { spawnSync } from "node:child_process";

/** Returns the programs that aren't installed on this machine. */
export const missingPrograms = (names: readonly string[]): string[] =>
  names.filter((name) => spawnSync(name, ["--version"]).error !== undefined);
