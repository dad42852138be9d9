import { ANSWER } from "../model/policy.ts";
import { bytesOf } from "../model/text.ts";

/** Counts how many entries fit in one answer, from the start of the list. The first is always counted, however large it is. */
export function countFitting(entries: readonly string[]): number {
  let left = ANSWER.bytes - ANSWER.frameBytes;
  const end = entries.findIndex((entry, at) => {
    left -= bytesOf(entry) + 1;
    return left < 0 && at > 0;
  });
  return end < 0 ? entries.length : end;
}
