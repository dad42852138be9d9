/** Writes a recall for each article that was killed, with the hours that its licence gives. */
export const writeRecalls = (
  db: D1Database,
  recalls: readonly { id: string; article: string; version: number; licences: readonly string[] }[],
  at: string,
) =>
  db
    .prepare(
      `INSERT INTO recall (id, article, version, at, hours)
       SELECT value ->> 'id', value ->> 'article', value ->> 'version', ?2,
         (SELECT min(json_extract(masthead.content, '$.licences."' || licence.value || '".corrections.takeDownWithinHours'))
          FROM masthead, json_each(recalled.value, '$.licences') AS licence)
       FROM json_each(?1) AS recalled`,
    )
    .bind(JSON.stringify(recalls), at);

/** Closes what was open: the articles are back. */
export const closeRecalls = (db: D1Database, articles: readonly string[], at: string) =>
  db
    .prepare("UPDATE recall SET closed = ?2 WHERE closed IS NULL AND article IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(articles), at);
