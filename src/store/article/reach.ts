import { TELLS_OF_STORY } from "./recall.ts";

/** How many publishers may hold a copy of a story, and by which means they can be notified of a kill. */
export type Reach = { publishers: number; webhooks: number; mails: number; none: number };

/** SQL for the publishers that may hold a copy now: handed the text or a picture, or notified of the story. */
const HOLDERS = `SELECT publisher FROM holding WHERE article = ?1
  UNION SELECT publisher FROM picture_holding WHERE article = ?1
  UNION SELECT publisher FROM delivery WHERE article = ?1 AND ${TELLS_OF_STORY}`;

/** Counts them before a kill; `hasMail` tells whether the wire sends mail itself. Reads three rows per publisher. */
export async function readReach(db: D1Database, article: string, hasMail: boolean): Promise<Reach> {
  const sql = `SELECT count(*) AS publishers, coalesce(sum(hook), 0) AS webhooks, coalesce(sum(mail), 0) AS mails,
      coalesce(sum(NOT hook AND NOT mail), 0) AS none
    FROM (SELECT EXISTS (SELECT 1 FROM webhook WHERE webhook.publisher = holder.publisher AND state = 'active'
        AND EXISTS (SELECT 1 FROM json_each(webhook.events) AS wanted WHERE wanted.value = 'article.killed')) AS hook,
      (?2 AND EXISTS (SELECT 1 FROM person WHERE person.publisher = holder.publisher AND removed IS NULL)) AS mail
      FROM (${HOLDERS}) AS holder)`;
  const row = await db
    .prepare(sql)
    .bind(article, hasMail ? 1 : 0)
    .first<Reach>();
  return row ?? { publishers: 0, webhooks: 0, mails: 0, none: 0 };
}
