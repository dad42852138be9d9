import type { ImageFile } from "../../model/article/image.ts";
import { CHANGED_AT, NEWEST } from "../ledger.ts";

/** Returns what is known about stored images, by hash. */
export async function readImages(db: D1Database, hashes: readonly string[]): Promise<Map<string, ImageFile>> {
  if (hashes.length === 0) return new Map();
  const sql =
    "SELECT image.sha256, extension, width, height, bytes FROM json_each(?1) AS wanted JOIN image ON image.sha256 = wanted.value";
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify([...new Set(hashes)]))
    .all<ImageFile>();
  return new Map(results.map((row) => [row.sha256, row]));
}

/** Records an image whose bytes are stored. Recording it again changes nothing. */
export const writeImage = (db: D1Database, image: ImageFile) =>
  db
    .prepare(
      "INSERT INTO image (sha256, extension, width, height, bytes) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )
    .bind(image.sha256, image.extension, image.width, image.height, image.bytes);

/** Records a change to these images: what they show, and to whom, may have changed. */
export const touchImages = (db: D1Database, hashes: string[]) =>
  db
    .prepare(
      `UPDATE image SET change = ${NEWEST}, changed_at = ${CHANGED_AT} WHERE sha256 IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(hashes));

export type ImageUse = { sha256: string; article: string; licence: string };

/** Replaces the list of images that some articles use. */
export const writeImageUses = (db: D1Database, articles: string[], uses: ImageUse[]) => [
  db.prepare("DELETE FROM image_use WHERE article IN (SELECT value FROM json_each(?1))").bind(JSON.stringify(articles)),
  db
    .prepare(
      `INSERT INTO image_use (sha256, article, licence)
       SELECT value ->> 'sha256', value ->> 'article', value ->> 'licence' FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(uses)),
];

/** Returns which of an article's images are also used by another article. */
export async function readShared(db: D1Database, article: string, hashes: readonly string[]): Promise<Set<string>> {
  const sql = `SELECT DISTINCT sha256 FROM json_each(?2) AS wanted
    JOIN image_use ON image_use.sha256 = wanted.value AND image_use.article <> ?1`;
  const { results } = await db.prepare(sql).bind(article, JSON.stringify(hashes)).all<{ sha256: string }>();
  return new Set(results.map(({ sha256 }) => sha256));
}
