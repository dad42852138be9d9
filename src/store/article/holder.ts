import type { Acknowledgement, Recall, RecallOutcome } from "../../model/article/recall.ts";
import { parseStored } from "../json.ts";

/** A publisher in the ledger of a recall. */
export type Holder = {
  publisher: string;
  organization: string;
  contact: { name: string; email: string };
  /** The newest text that it was handed, and when it had the first; undefined where it was only told of the story. */
  copy?: { version: number; first: string; last: string; address: string };
  /** What it was sent about this kill; `webhook` is null where that was deleted since. */
  sent: { webhook: string | null; at: string; state: string; tries: number; lastStatus: number | null }[];
  acknowledgement?: Acknowledgement;
};

/**
 * Who may hold the article of a recall: who was handed its text or was told of it, and who says so itself. Nobody whose
 * first text came once it was restored; while it was killed there was none, but what was read before may be noted then.
 */
const CONCERNED = `SELECT publisher FROM holding WHERE article = ?2 AND first_at <= ?5
  UNION SELECT publisher FROM delivery WHERE article = ?2 AND publisher IS NOT NULL AND version <= ?3
  UNION SELECT publisher FROM acknowledgement WHERE recall = ?1`;

const SENT = `SELECT json_group_array(json_object('webhook', webhook.url, 'at', delivery.created, 'state', delivery.state,
    'tries', delivery.tries, 'lastStatus', delivery.attempts ->> '$[#-1].status'))
  FROM delivery LEFT JOIN webhook ON webhook.id = delivery.webhook
  WHERE delivery.article = ?2 AND delivery.version = ?3 AND delivery.type = 'article.killed' AND delivery.publisher = publisher.id`;

type HolderRow = {
  id: string;
  application: string;
  version: number | null;
  first_at: string | null;
  held_at: string | null;
  address: string | null;
  sent: string;
  outcome: RecallOutcome | null;
  note: string | null;
  at: string | null;
  by: string | null;
};

/** The publishers that a recall concerns, by name: all of them, or the one that is named. */
export async function readHolders(
  db: D1Database,
  { id, article, version, closed }: Pick<Recall, "id" | "article" | "version" | "closed">,
  publisher?: string,
): Promise<Holder[]> {
  const sql = `SELECT publisher.id, publisher.application, holding.version, holding.first_at, holding.at AS held_at, holding.address, (${SENT}) AS sent,
      acknowledgement.outcome, acknowledgement.note, acknowledgement.at, acknowledgement.by
    FROM publisher
    LEFT JOIN holding ON holding.publisher = publisher.id AND holding.article = ?2
    LEFT JOIN acknowledgement ON acknowledgement.publisher = publisher.id AND acknowledgement.recall = ?1
    WHERE publisher.id IN (${CONCERNED}) AND (?4 IS NULL OR publisher.id = ?4)
    ORDER BY publisher.application ->> 'organization', publisher.id`;
  const { results } = await db
    .prepare(sql)
    .bind(id, article, version, publisher ?? null, closed ?? "9")
    .all<HolderRow>();
  return results.map(holder);
}

function holder(row: HolderRow): Holder {
  const { organization, contact } = parseStored<Pick<Holder, "organization" | "contact">>(row.application);
  const { version, first_at: first, held_at: last, address, outcome, note, at, by } = row;
  return {
    publisher: row.id,
    organization,
    contact: { name: contact.name, email: contact.email },
    ...(version !== null && first !== null && last !== null && address !== null
      ? { copy: { version, first, last, address } }
      : {}),
    sent: parseStored<Holder["sent"]>(row.sent),
    ...acknowledgementOf({ outcome, note, at, by }),
  };
}

type AcknowledgedRow = { outcome: RecallOutcome | null; note: string | null; at: string | null; by: string | null };

/** What a publisher said, where it said something. */
export const acknowledgementOf = ({ outcome, note, at, by }: AcknowledgedRow): { acknowledgement?: Acknowledgement } =>
  outcome === null || at === null || by === null
    ? {}
    : { acknowledgement: { outcome, at, by, ...(note === null ? {} : { note }) } };

/** Writes what a publisher says of its copy; what it says later takes the place of what it said. */
export const writeAcknowledgement = (
  db: D1Database,
  recallId: string,
  publisher: string,
  { outcome, note, at, by }: Acknowledgement,
) =>
  db
    .prepare(
      `INSERT INTO acknowledgement (recall, publisher, outcome, note, at, by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (recall, publisher) DO UPDATE SET outcome = excluded.outcome, note = excluded.note, at = excluded.at, by = excluded.by`,
    )
    .bind(recallId, publisher, outcome, note ?? null, at, by);
