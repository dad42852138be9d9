import type { Attempt } from "../../model/push/delivery.ts";

/**
 * Stops what waits to be sent: it may have been sent since. A kill goes on: it has the same id with every try, so that whoever
 * had it already passes it over, and who never had it is told. Of a copy of another wire, nothing goes on.
 */
export const stopDeliveries = (db: D1Database, attempt: Attempt, isCopy: boolean) =>
  db
    .prepare(
      `UPDATE delivery SET state = 'stopped', next_at = NULL, held_until = NULL, attempts = json_insert(attempts, '$[#]', json(?1))
       WHERE state = 'waiting' AND (?2 OR type <> 'article.killed')`,
    )
    .bind(JSON.stringify(attempt), isCopy ? 1 : 0);

/**
 * Stops mails that wait, as messages; a kill's goes on, unless this is a copy of another wire. What the desk sends by hand stays
 * in its list: there people know what they sent.
 */
export const stopMails = (db: D1Database, isCopy: boolean) =>
  db
    .prepare(
      `UPDATE mail SET state = 'stopped', next_at = NULL, held_until = NULL, problem = 'restored'
       WHERE state = 'waiting' AND (?1 OR event <> 'story.killed')`,
    )
    .bind(isCopy ? 1 : 0);

/** Pauses every webhook, where this is a copy of another wire: what a copy publishes concerns nobody's publishers. */
export const pauseWebhooks = (db: D1Database, copyOf: string | null) =>
  db
    .prepare("UPDATE webhook SET state = 'paused', reason = ?2 WHERE state = 'active' AND ?1 IS NOT NULL")
    .bind(copyOf, `This wire is a copy of ${copyOf}.`);

/** Closes every key, where that is asked for: which were revoked since isn't known. */
export const closeKeys = (db: D1Database, at: string, isAsked: boolean) =>
  db
    .prepare("UPDATE key SET revoked = ?1 WHERE ?2 AND revoked IS NULL AND (expires IS NULL OR expires > ?1)")
    .bind(at, isAsked ? 1 : 0);

/**
 * Has every source wait for as long as between two polls, so that somebody can look first; and be asked about anew where many
 * posts are missing: the desk said of another state that they are gone.
 */
export const holdSources = (db: D1Database, at: string) =>
  db
    .prepare(
      `UPDATE source SET state = json_remove(state, '$.goneConfirmed'),
         next_at = max(next_at, strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '+' || (settings ->> 'minutes') || ' minutes'))
       WHERE next_at IS NOT NULL`,
    )
    .bind(at);

/** What the operator must check after a restore. */
export type ToCheck = { keptMessages: number; openKeys: number; waitingStories: number };

/** Counts it: kills that are still sent, keys that open something, and stories that wait for their time. */
export async function readToCheck(db: D1Database, now: string): Promise<ToCheck> {
  const sql = `SELECT (SELECT count(*) FROM delivery WHERE state = 'waiting' AND next_at IS NOT NULL) AS keptMessages,
    (SELECT count(*) FROM key WHERE revoked IS NULL AND (expires IS NULL OR expires > ?1)) AS openKeys,
    (SELECT count(*) FROM article WHERE released IS NULL AND status = 'usable') AS waitingStories`;
  return (await db.prepare(sql).bind(now).first<ToCheck>()) ?? { keptMessages: 0, openKeys: 0, waitingStories: 0 };
}
