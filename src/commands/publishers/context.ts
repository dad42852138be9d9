/** What a job about publishers needs from outside: the store, the origin of addresses, the time in milliseconds, chance, and who asks. */
export type PublisherContext = {
  db: D1Database;
  origin: string;
  now: number;
  /** So many random bytes. */
  random: (bytes: number) => Uint8Array;
  by: string;
};

/** What ids of a time begin with: base 36 of the milliseconds. */
export const timeId = (now: number): string => now.toString(36).padStart(9, "0");

/** An id that sorts by time: base 36 of the milliseconds, then chance. */
export const newId = ({ now, random }: Pick<PublisherContext, "now" | "random">): string =>
  timeId(now) + [...random(10)].map((byte) => (byte % 36).toString(36)).join("");
