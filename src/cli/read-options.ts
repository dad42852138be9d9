import { type ParseArgsConfig, parseArgs } from "node:util";

/** Reads a command's options and words. What isn't one of them is told with how to use the command, and ends it with 1. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(1);
  }
}
