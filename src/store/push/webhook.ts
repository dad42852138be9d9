import type { Webhook } from "../../model/push/webhook.ts";
import { parseStored } from "../json.ts";

type Row = {
  id: string;
  url: string;
  events: string;
  state: Webhook["state"];
  reason: string | null;
  created: string;
  old_until: string | null;
};

const COLUMNS = "id, url, events, state, reason, created, old_until";

const webhook = ({ events, reason, old_until, ...row }: Row, now: string): Webhook => ({
  ...row,
  events: parseStored<string[]>(events),
  ...(reason === null ? {} : { reason }),
  ...(old_until === null || old_until <= now ? {} : { oldUntil: old_until }),
});

/** Returns a publisher's webhooks, newest first. */
export async function readWebhooks(db: D1Database, publisher: string, now: string): Promise<Webhook[]> {
  const sql = `SELECT ${COLUMNS} FROM webhook WHERE publisher = ?1 ORDER BY created DESC, id DESC`;
  const { results } = await db.prepare(sql).bind(publisher).all<Row>();
  return results.map((row) => webhook(row, now));
}

/** Returns one webhook of a publisher; undefined if it doesn't exist. */
export async function readWebhook(
  db: D1Database,
  publisher: string,
  id: string,
  now: string,
): Promise<Webhook | undefined> {
  const sql = `SELECT ${COLUMNS} FROM webhook WHERE publisher = ?1 AND id = ?2`;
  const row = await db.prepare(sql).bind(publisher, id).first<Row>();
  return row === null ? undefined : webhook(row, now);
}

/** A new webhook; its secret is already encrypted. */
export type NewWebhook = {
  id: string;
  publisher: string;
  url: string;
  events: readonly string[];
  secret: string;
  created: string;
};

/** Writes a webhook unless the publisher already has `most`. */
export const writeWebhook = (db: D1Database, each: NewWebhook, most: number) =>
  db
    .prepare(
      `INSERT INTO webhook (id, publisher, url, events, secret, state, created)
       SELECT ?1, ?2, ?3, ?4, ?5, 'active', ?6 WHERE (SELECT count(*) FROM webhook WHERE publisher = ?2) < ?7`,
    )
    .bind(each.id, each.publisher, each.url, JSON.stringify(each.events), each.secret, each.created, most);

/** Changes the events that a webhook wants, or its state; null leaves a value as it is. */
export const changeWebhook = (
  db: D1Database,
  publisher: string,
  id: string,
  { events, state }: { events: readonly string[] | null; state: Webhook["state"] | null },
) =>
  db
    .prepare(
      `UPDATE webhook SET events = coalesce(?3, events), state = coalesce(?4, state),
         reason = CASE WHEN ?4 IS NULL THEN reason END
       WHERE publisher = ?1 AND id = ?2`,
    )
    .bind(publisher, id, events === null ? null : JSON.stringify(events), state);

/** Gives a webhook a new secret; the previous one also signs until `oldUntil`. Does nothing while an older one still signs. */
export const rotateWebhook = (
  db: D1Database,
  publisher: string,
  id: string,
  { secret, oldUntil, now }: { secret: string; oldUntil: string | null; now: string },
) =>
  db
    .prepare(
      `UPDATE webhook SET old_secret = CASE WHEN ?4 IS NULL THEN NULL ELSE secret END, old_until = ?4, secret = ?3
       WHERE publisher = ?1 AND id = ?2 AND (?4 IS NULL OR old_until IS NULL OR old_until <= ?5)`,
    )
    .bind(publisher, id, secret, oldUntil, now);

/** Pauses or disables a webhook; pausing applies only to an active one. */
export const haltWebhook = (db: D1Database, id: string, state: "paused" | "disabled", reason: string) =>
  db
    .prepare("UPDATE webhook SET state = ?2, reason = ?3 WHERE id = ?1 AND (state = 'active' OR ?2 = 'disabled')")
    .bind(id, state, reason);

/** Deletes one webhook of a publisher, or all of them. */
export const deleteWebhooks = (db: D1Database, publisher: string, id: string | null) =>
  db.prepare("DELETE FROM webhook WHERE publisher = ?1 AND (?2 IS NULL OR id = ?2)").bind(publisher, id);
