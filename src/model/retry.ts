import { RETRY_MINUTES } from "./policy.ts";
import { MINUTE } from "./time.ts";

/** When something is tried again after so many failures, in milliseconds from then; undefined once `most` tries have failed. */
export function waitAfter(failed: number, most: number): number | undefined {
  const minutes = RETRY_MINUTES[Math.min(failed, RETRY_MINUTES.length) - 1];
  return failed >= most || minutes === undefined ? undefined : minutes * MINUTE;
}
