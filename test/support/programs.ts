import { spawnSync } from "node:child_process";

/** Those of some programs that aren't on this machine. */
export const missingPrograms = (names: readonly string[]): string[] =>
  names.filter((name) => spawnSync(name, ["--version"]).error !== undefined);
