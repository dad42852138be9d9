import { ANSWER } from "../model/policy.ts";

/** Bytes of a text as it leaves. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** How many entries of a list fit into one answer, from the first on. The first always does, however large it is. */
export function countFitting(entries: readonly string[]): number {
  let left = ANSWER.bytes - ANSWER.frameBytes;
  const end = entries.findIndex((entry, at) => {
    left -= bytesOf(entry) + 1;
    return left < 0 && at > 0;
  });
  return end < 0 ? entries.length : end;
}
