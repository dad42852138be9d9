/** A key that was found on the web. */
export type FoundKey = { id: string; publisher: string; name: string; hash: string };

/** Returns the keys with these hashes that still work. */
export async function readOpenKeys(db: D1Database, hashes: readonly string[], now: string): Promise<FoundKey[]> {
  const sql = `SELECT id, publisher, name, hash FROM key WHERE hash IN (SELECT value FROM json_each(?1))
    AND (revoked IS NULL OR revoked > ?2) AND (expires IS NULL OR expires > ?2)`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(hashes), now).all<FoundKey>();
  return results;
}

/** Revokes a key because it was found at an address, unless it has been revoked in the meantime. */
export const endFoundKey = (db: D1Database, id: string, foundAt: string, at: string) =>
  db
    .prepare("UPDATE key SET revoked = ?3, found_at = ?2 WHERE id = ?1 AND (revoked IS NULL OR revoked > ?3)")
    .bind(id, foundAt, at);

/** A key that was found on the web and revoked, with its publisher. */
export type RevokedKey = {
  publisher: string;
  organization: string;
  name: string;
  hint: string;
  at: string;
  foundAt: string;
};

/** Returns the keys that were found on the web and revoked since a time, newest first. */
export async function listFoundKeys(db: D1Database, since: string, limit: number): Promise<RevokedKey[]> {
  const sql = `SELECT publisher, publisher.application ->> '$.organization' AS organization, name, hint, revoked AS at,
      found_at AS foundAt
    FROM key JOIN publisher ON publisher.id = key.publisher
    WHERE found_at IS NOT NULL AND revoked >= ?1 ORDER BY revoked DESC, key.id LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(since, limit).all<RevokedKey>();
  return results;
}
