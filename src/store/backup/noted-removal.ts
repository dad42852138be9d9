import type { Removal } from "../../model/article/removal.ts";
import { parseStored } from "../json.ts";

/** A removal as noted in R2. Early ones don't include the version. */
export type NotedRemoval = Omit<Removal, "version"> & { version?: number };

const FOLDER = "removals/";

/**
 * Returns what was removed or restored since a time, in order of time: at most `limit` after a name, and whether there is more.
 */
export async function readNotedRemovals(
  bucket: R2Bucket,
  { since, after, limit }: { since: string; after: string; limit: number },
): Promise<{ removals: NotedRemoval[]; last: string | undefined; more: boolean }> {
  const startAfter = after > `${FOLDER}${since}` ? after : `${FOLDER}${since}`;
  const { objects, truncated } = await bucket.list({ prefix: FOLDER, startAfter, limit });
  const removals = await Promise.all(objects.map(({ key }) => readOne(bucket, key)));
  return { removals: removals.flatMap((each) => each ?? []).sort(inOrder), last: objects.at(-1)?.key, more: truncated };
}

/** Compares by time; within a second, by version, because names don't tell which came first. */
const inOrder = (one: NotedRemoval, other: NotedRemoval): number =>
  one.at.localeCompare(other.at) || (one.version ?? 0) - (other.version ?? 0);

async function readOne(bucket: R2Bucket, name: string): Promise<NotedRemoval | undefined> {
  const object = await bucket.get(name);
  return object === null ? undefined : parseStored<NotedRemoval>(await object.text());
}

const IS_IMAGE = /^[0-9a-f]{64}$/;
/** Sorts after every hash in hex. */
const BEHIND_IMAGES = "g";

/** Returns the names of stored images after a name, and where to continue; null if there are no more. */
export async function listImages(
  bucket: R2Bucket,
  after: string,
  limit: number,
): Promise<{ images: string[]; next: string | null }> {
  const { objects, truncated } = await bucket.list({ startAfter: after, limit });
  const names = objects.map(({ key }) => key);
  const images = names.filter((name) => IS_IMAGE.test(name));
  const last = names.at(-1);
  return { images, next: truncated && last !== undefined && last < BEHIND_IMAGES ? last : null };
}
