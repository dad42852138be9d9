/**
 * Notes that a person looks at the library, and answers with the end of the visit before; null at the first one. Looks of
 * one visit are less than `pause` apart: its first one begins it, and the others change nothing of what is new.
 */
export async function noteVisit(db: D1Database, person: string, now: string, pause: string): Promise<string | null> {
  const sql = `UPDATE person SET visit_from = CASE WHEN visit_last <= ?3 THEN visit_last ELSE visit_from END, visit_last = ?2
    WHERE id = ?1 RETURNING visit_from AS since`;
  return (await db.prepare(sql).bind(person, now, pause).first<{ since: string | null }>())?.since ?? null;
}
