import type { Digest } from "../../model/mail/mail.ts";
import type { DueQuestion } from "../due.ts";

const DUE = `FROM person WHERE digest_next <= ?1 AND removed IS NULL AND digest <> 'never'`;

/** Whether any digest is due. */
export const digestDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${DUE})`, values: [now] });

const FIRST = `SELECT id ${DUE} ORDER BY digest_next, id LIMIT ?2`;

/** Writes due digests, at most `most`, and the times of the next ones. A digest covers the time since the previous one. */
export const writeDigests = (db: D1Database, now: string, most: number) => [
  db
    .prepare(
      `INSERT INTO mail (id, event, about, email, name, publisher, person, facts, lane, created, expires, state, next_at)
       SELECT lower(hex(randomblob(16))), 'digest', ?1, email, name, publisher, id, json_object('since', digest_since, 'until', ?1),
         'usual', ?1, ${after("?1")}, 'waiting', ?1
       FROM person WHERE id IN (${FIRST}) ON CONFLICT DO NOTHING`,
    )
    .bind(now, most),
  db
    .prepare(`UPDATE person SET digest_since = ?1, digest_next = ${after("?1")} WHERE id IN (${FIRST})`)
    .bind(now, most),
];

/** SQL for a day or a week after a time, as the person chose; the next digest counts from now, however late this one is. */
function after(time: string, digest = "digest"): string {
  return `strftime('%Y-%m-%dT%H:%M:%SZ', ${time}, '+' || CASE ${digest} WHEN 'daily' THEN 1 ELSE 7 END || ' days')`;
}

/** Stores how often a person wants a digest; the first comes a day or a week later and covers the time from now on. */
export const chooseDigest = (db: D1Database, person: string, digest: Digest, now: string) =>
  db
    .prepare(
      `UPDATE person SET digest = ?2, digest_since = ?3, digest_next = CASE ?2 WHEN 'never' THEN NULL ELSE ${after("?3", "?2")} END
       WHERE id = ?1 AND publisher IS NOT NULL AND removed IS NULL AND digest <> ?2`,
    )
    .bind(person, digest, now);

/** Returns how often a person gets a digest. */
export const readDigest = async (db: D1Database, person: string): Promise<Digest> =>
  (await db.prepare("SELECT digest FROM person WHERE id = ?1").bind(person).first<{ digest: Digest }>())?.digest ??
  "never";
