/** Publishers that are counted at a time. */
const MOST = 5000;
let minute = 0;
const counts = new Map<string, number>();

/**
 * Counts a read by a publisher, whichever of its keys it shows, in this isolate; false once there were more than `most` in
 * this minute. Cloudflare's own limit counts those that pass through the door.
 */
export function mayRead(publisher: string, most: number, now: number): boolean {
  const current = Math.floor(now / 60_000);
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
