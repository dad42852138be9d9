import { type ParseArgsConfig, parseArgs } from "node:util";

/** Parses a command's options and arguments. For unknown ones, prints the usage and exits with 1. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(1);
  }
}
