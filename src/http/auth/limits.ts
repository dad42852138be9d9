import { MINUTE } from "../../model/time.ts";
import { isolate } from "../cache/isolate.ts";

/**
 * Counts a read by a publisher, whichever of its keys it shows, in this isolate; false once there were more than `most` in
 * this minute. Cloudflare's own limit counts those that pass through the door. `now` is in milliseconds.
 */
export function mayRead(publisher: string, most: number, now: number): boolean {
  const minute = Math.floor(now / MINUTE);
  const before = isolate.readCounts.get(publisher);
  const count = (before?.minute === minute ? before.count : 0) + 1;
  isolate.readCounts.set(publisher, { minute, count });
  return count <= most;
}

/** Seconds until the minute is over. */
export const untilNextMinute = (now: number): number => 60 - (Math.floor(now / 1000) % 60);
