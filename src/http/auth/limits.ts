import { CACHE } from "../../model/policy.ts";
import { MINUTE } from "../../model/time.ts";

/** Publishers that are counted at a time. */
const MOST = CACHE.countedPublishers;
let minute = 0;
const counts = new Map<string, number>();

/**
 * Counts a read by a publisher, whichever of its keys it shows, in this isolate; false once there were more than `most` in
 * this minute. Cloudflare's own limit counts those that pass through the door.
 */
export function mayRead(publisher: string, most: number, now: number): boolean {
  const current = Math.floor(now / MINUTE);
  if (current !== minute || counts.size > MOST) {
    minute = current;
    counts.clear();
  }
  const count = (counts.get(publisher) ?? 0) + 1;
  counts.set(publisher, count);
  return count <= most;
}

/** Seconds until the minute is over. */
export const untilNextMinute = (now: number): number => 60 - (Math.floor(now / 1000) % 60);
