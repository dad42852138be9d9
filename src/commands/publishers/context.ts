/** What a job about publishers needs: the store, the wire's origin, the time in milliseconds, randomness, and who is asking. */
export type PublisherContext = {
  db: D1Database;
  origin: string;
  now: number;
  /** Returns the given number of random bytes. */
  random: (bytes: number) => Uint8Array;
  by: string;
};

/** Returns the prefix of ids made at a time: base 36 of the milliseconds. */
export const timeId = (now: number): string => now.toString(36).padStart(9, "0");

/** Returns an id that sorts by time: base 36 of the milliseconds, followed by random characters. */
export const newId = ({ now, random }: Pick<PublisherContext, "now" | "random">): string =>
  timeId(now) + [...random(10)].map((byte) => (byte % 36).toString(36)).join("");
