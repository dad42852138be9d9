import { ANSWER } from "../model/policy.ts";
import { bytesOf } from "../model/text.ts";

/** How many entries of a list fit into one answer, from the first on. The first always does, however large it is. */
export function countFitting(entries: readonly string[]): number {
  let left = ANSWER.bytes - ANSWER.frameBytes;
  const end = entries.findIndex((entry, at) => {
    left -= bytesOf(entry) + 1;
    return left < 0 && at > 0;
  });
  return end < 0 ? entries.length : end;
}
