/** What a job about publishers needs from outside: the store, the origin of addresses, the time in milliseconds, chance, and who asks. */
export type PublisherContext = {
  db: D1Database;
  origin: string;
  now: number;
  /** So many random bytes. */
  random: (bytes: number) => Uint8Array;
  by: string;
};

/** An id that sorts by time: base 36 of the milliseconds, then chance. */
export const newId = ({ now, random }: Pick<PublisherContext, "now" | "random">): string =>
  now.toString(36).padStart(9, "0") + [...random(10)].map((byte) => (byte % 36).toString(36)).join("");
