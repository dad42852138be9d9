/**
 * Records that a person views the library; returns the end of the previous visit, or null for the first. Views less than `pause`
 * apart belong to one visit: the first one begins it, and the others don't change what counts as new.
 */
export async function noteVisit(db: D1Database, person: string, now: string, pause: string): Promise<string | null> {
  const sql = `UPDATE person SET visit_from = CASE WHEN visit_last <= ?3 THEN visit_last ELSE visit_from END, visit_last = ?2
    WHERE id = ?1 RETURNING visit_from AS since`;
  return (await db.prepare(sql).bind(person, now, pause).first<{ since: string | null }>())?.since ?? null;
}
