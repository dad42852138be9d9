import type { Attempt } from "../../model/push/delivery.ts";

/**
 * Stops waiting deliveries, which may have been sent since the backup. Kills continue: their id is the same on every try, so
 * whoever already has one ignores it, and everyone else is notified. In a copy of another wire, nothing continues.
 */
export const stopDeliveries = (db: D1Database, attempt: Attempt, isCopy: boolean) =>
  db
    .prepare(
      `UPDATE delivery SET state = 'stopped', next_at = NULL, held_until = NULL, attempts = json_insert(attempts, '$[#]', json(?1))
       WHERE state = 'waiting' AND (?2 OR type <> 'article.killed')`,
    )
    .bind(JSON.stringify(attempt), isCopy ? 1 : 0);

/**
 * Stops waiting mails in the same way as deliveries; kills continue unless this is a copy of another wire. Mails that the desk
 * sends by hand stay in its list, because people know what they sent.
 */
export const stopMails = (db: D1Database, isCopy: boolean) =>
  db
    .prepare(
      `UPDATE mail SET state = 'stopped', next_at = NULL, held_until = NULL, problem = 'restored'
       WHERE state = 'waiting' AND (?1 OR event <> 'story.killed')`,
    )
    .bind(isCopy ? 1 : 0);

/** Pauses every webhook if this is a copy of another wire: what a copy publishes must not reach the original's publishers. */
export const pauseWebhooks = (db: D1Database, copyOf: string | null) =>
  db
    .prepare("UPDATE webhook SET state = 'paused', reason = ?2 WHERE state = 'active' AND ?1 IS NOT NULL")
    .bind(copyOf, `This wire is a copy of ${copyOf}.`);

/** Revokes every key if requested, because it isn't known which were revoked since the backup. */
export const closeKeys = (db: D1Database, at: string, isAsked: boolean) =>
  db
    .prepare("UPDATE key SET revoked = ?1 WHERE ?2 AND revoked IS NULL AND (expires IS NULL OR expires > ?1)")
    .bind(at, isAsked ? 1 : 0);

/**
 * Makes every source wait for one polling interval, so that somebody can check first, and clears its confirmation that many
 * missing posts are gone, which the desk gave for another state.
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

/** Counts kills still waiting to be sent, keys that still work, and stories waiting for release. */
export async function readToCheck(db: D1Database, now: string): Promise<ToCheck> {
  const sql = `SELECT (SELECT count(*) FROM delivery WHERE state = 'waiting' AND next_at IS NOT NULL) AS keptMessages,
    (SELECT count(*) FROM key WHERE revoked IS NULL AND (expires IS NULL OR expires > ?1)) AS openKeys,
    (SELECT count(*) FROM article WHERE released IS NULL AND status = 'usable') AS waitingStories`;
  return (await db.prepare(sql).bind(now).first<ToCheck>()) ?? { keptMessages: 0, openKeys: 0, waitingStories: 0 };
}
