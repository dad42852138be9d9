import { mistakeSentence } from "../model/mistake.ts";
import { Refused } from "./client.ts";

/** Tells what a wire refused, or what else went wrong; answers the exit code. */
export function tellRefusal(error: unknown): 1 {
  if (error instanceof Refused) {
    for (const mistake of error.mistakes) console.error(mistakeSentence(mistake));
    console.error(`The wire refused: ${error.message}`);
  } else console.error(error instanceof Error ? error.message : String(error));
  return 1;
}
