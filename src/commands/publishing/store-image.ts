import { imageType } from "../../model/address.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { sha256Hex } from "../../model/hash.ts";
import { readImage } from "../../sources/image.ts";
import { readImages, writeImage } from "../../store/article/image.ts";

/** The outcome of an upload. */
export type ImageOutcome =
  | { ok: true; image: ImageFile; isNew: boolean }
  | { ok: false; because: "other hash" }
  | { ok: false; because: "no image"; problem: string; allowed: string };

/** Stores an image's bytes in R2 under their hash. Safe to run twice: the bytes are written first, then the row about them. */
export async function storeImage(
  db: D1Database,
  bucket: R2Bucket,
  sha256: string,
  bytes: Uint8Array,
): Promise<ImageOutcome> {
  const known = (await readImages(db, [sha256])).get(sha256);
  if ((await sha256Hex(bytes)) !== sha256) return { ok: false, because: "other hash" };
  if (known) return { ok: true, image: known, isNew: false };
  const read = readImage(bytes);
  if (!read.ok) return { ...read, because: "no image" };
  const image = { sha256, ...read.image };
  await bucket.put(sha256, bytes, { httpMetadata: { contentType: imageType(image) }, sha256 });
  await writeImage(db, image).run();
  return { ok: true, image, isNew: true };
}
