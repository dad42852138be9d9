/** A record that a key read an address in a state. */
export type ReadLogEntry = { key: string; publisher: string; address: string; change: number; at: string };

/** Records reads, once for each key, address and state. */
export const writeReadLog = (db: D1Database, readings: readonly ReadLogEntry[]) =>
  db
    .prepare(
      `INSERT INTO reading (key, address, change, publisher, at)
       SELECT value ->> 'key', value ->> 'address', value ->> 'change', value ->> 'publisher', value ->> 'at' FROM json_each(?1) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(readings));

/** Returns the latest reads by a publisher's keys, newest first. */
export async function listReadLog(
  db: D1Database,
  publisher: string,
  limit: number,
): Promise<Omit<ReadLogEntry, "publisher">[]> {
  const sql = "SELECT key, address, change, at FROM reading WHERE publisher = ?1 ORDER BY at DESC, address LIMIT ?2";
  const { results } = await db.prepare(sql).bind(publisher, limit).all<Omit<ReadLogEntry, "publisher">>();
  return results;
}
