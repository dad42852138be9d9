import { mistakeSentence } from "../model/mistake.ts";
import { Refused } from "./client.ts";

/** Runs a command; prints a failure with what to do, and exits with 1. */
export async function runOrTell(usage: string, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Refused) {
      for (const mistake of error.mistakes) console.error(mistakeSentence(mistake));
      console.error(`The wire refused: ${error.message}`);
    } else if (error instanceof TypeError && error.message === "fetch failed")
      console.error(
        "The wire can't be reached. Run the same command again: it picks up where it left off.",
        error.cause,
      );
    else console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}
