import { instant } from "../model/article.ts";
import { writeReadings } from "../store/reading.ts";
import type { Opened } from "./keyed.ts";

/** What this isolate noted already, so that the database isn't asked again. */
const noted = new Set<string>();
const MOST = 20_000;

/** Notes that a key read an address in a state, once; after the answer has left. */
export async function note(
  db: D1Database,
  { key, publisher }: Opened,
  address: string,
  change: number,
  now: number,
): Promise<void> {
  const one = `${key} ${change} ${address}`;
  if (noted.has(one)) return;
  if (noted.size >= MOST) noted.clear();
  noted.add(one);
  await writeReadings(db, [{ key, publisher, address, change, at: instant(now) }]).run();
}

/** Whether this was noted already. */
export const isNoted = ({ key }: Opened, address: string, change: number): boolean =>
  noted.has(`${key} ${change} ${address}`);

/** Forgets what was noted, as a fresh isolate would. */
export const forgetNoted = (): void => noted.clear();
