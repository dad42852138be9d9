import type { Acknowledgement, RecallOutcome } from "../../model/article/recall.ts";
import type { MailState } from "../../model/mail/mail.ts";
import { parseStored } from "../json.ts";

/** A publisher in the ledger of a recall. */
export type Holder = {
  /** Whether the recall concerns it; if not, it was only notified of the kill. */
  isConcerned: boolean;
  publisher: string;
  organization: string;
  contact: { name: string; email: string };
  /** The newest text that it was handed, and when it was handed the first; undefined if it was only notified of the story. */
  copy?: { version: number; first: string; last: string; address: string };
  /** The newest picture of the story that it was handed, and when it was handed the first. */
  picture?: { first: string; last: string; address: string };
  /** The messages sent to it about this kill; `webhook` is null if the webhook has since been deleted. */
  sent: { webhook: string | null; at: string; state: string; tries: number; lastStatus: number | null }[];
  /** Mails to its people about this kill. */
  mails: { email: string; at: string; state: MailState; sentAt: string | null }[];
  acknowledgement?: Acknowledgement;
};

const BEFORE_BACK = "first_at <= coalesce(recall.closed, '9')";

/**
 * SQL condition: the recall concerns a publisher, because it was handed the text or a picture, had been notified of the story, or
 * says so itself. Copies first handed out after the story was restored don't count; while it was killed nothing was handed out,
 * but earlier reads may be recorded then. The kill message itself makes nobody a holder. `recall` is a row; `publisher` is SQL.
 */
export const isConcerned = (publisher: string): string => `(
  EXISTS (SELECT 1 FROM holding WHERE publisher = ${publisher} AND article = recall.article AND ${BEFORE_BACK})
  OR EXISTS (SELECT 1 FROM picture_holding WHERE publisher = ${publisher} AND article = recall.article AND ${BEFORE_BACK})
  OR EXISTS (SELECT 1 FROM recall_told WHERE recall = recall.id AND publisher = ${publisher})
  OR EXISTS (SELECT 1 FROM acknowledgement WHERE recall = recall.id AND publisher = ${publisher}))`;

/** Whether a recall concerns a publisher. */
export const concerns = async (db: D1Database, recall: string, publisher: string): Promise<boolean> =>
  (await db
    .prepare(`SELECT 1 FROM recall WHERE id = ?1 AND ${isConcerned("?2")}`)
    .bind(recall, publisher)
    .first()) !== null;

/** SQL for the publishers in a ledger: those that the recall may concern, and those notified of the kill. */
const LISTED = `SELECT publisher FROM holding WHERE article = recall.article
  UNION SELECT publisher FROM picture_holding WHERE article = recall.article
  UNION SELECT publisher FROM recall_told WHERE recall = recall.id
  UNION SELECT publisher FROM acknowledgement WHERE recall = recall.id
  UNION SELECT publisher FROM delivery WHERE article = recall.article AND version = recall.version AND type = 'article.killed'`;

/** SQL for the messages of a kill, with the number of tries. */
const SENT = `SELECT json_group_array(json_object('webhook', webhook.url, 'at', delivery.created, 'state', delivery.state,
    'tries', json_array_length(delivery.attempts), 'lastStatus', delivery.attempts ->> '$[#-1].status'))
  FROM delivery LEFT JOIN webhook ON webhook.id = delivery.webhook
  WHERE delivery.article = recall.article AND delivery.version = recall.version AND delivery.type = 'article.killed' AND delivery.publisher = publisher.id`;

/** SQL for the mails of a kill; leaves out those that were stopped without being sent. */
const MAILS = `SELECT json_group_array(json_object('email', email, 'at', created, 'state', state, 'sentAt', sent_at))
  FROM mail WHERE mail.publisher = publisher.id AND event = 'story.killed' AND about = recall.id AND (state <> 'stopped' OR sent_at IS NOT NULL)`;

type HolderRow = {
  id: string;
  application: string;
  concerned: number;
  version: number | null;
  first_at: string | null;
  held_at: string | null;
  address: string | null;
  picture: string | null;
  sent: string;
  mails: string;
  outcome: RecallOutcome | null;
  note: string | null;
  at: string | null;
  by: string | null;
};

/** Returns the publishers in the ledger of a recall, by name; only the given one, if any. */
export async function readHolders(db: D1Database, recall: string, publisher?: string): Promise<Holder[]> {
  const { results } = await db
    .prepare(HOLDERS)
    .bind(recall, publisher ?? null)
    .all<HolderRow>();
  return results.map(holder).filter(({ isConcerned, sent }) => isConcerned || sent.length > 0);
}

/** A copy first handed out after the story was restored isn't a copy of what was killed. */
const HOLDERS = `SELECT publisher.id, publisher.application, ${isConcerned("publisher.id")} AS concerned,
    holding.version, holding.first_at, holding.at AS held_at, holding.address, (${SENT}) AS sent, (${MAILS}) AS mails,
    (SELECT json_object('first', first_at, 'last', at, 'address', address) FROM picture_holding
      WHERE publisher = publisher.id AND article = recall.article AND ${BEFORE_BACK}) AS picture,
    acknowledgement.outcome, acknowledgement.note, acknowledgement.at, acknowledgement.by
  FROM recall CROSS JOIN publisher
  LEFT JOIN holding ON holding.publisher = publisher.id AND holding.article = recall.article AND holding.${BEFORE_BACK}
  LEFT JOIN acknowledgement ON acknowledgement.publisher = publisher.id AND acknowledgement.recall = recall.id
  WHERE recall.id = ?1 AND publisher.id IN (${LISTED}) AND (?2 IS NULL OR publisher.id = ?2)
  ORDER BY publisher.application ->> 'organization', publisher.id`;

function holder(row: HolderRow): Holder {
  const { organization, contact } = parseStored<Pick<Holder, "organization" | "contact">>(row.application);
  const { outcome, note, at, by } = row;
  return {
    isConcerned: row.concerned === 1,
    publisher: row.id,
    organization,
    contact: { name: contact.name, email: contact.email },
    ...copyOf(row),
    ...(row.picture === null ? {} : { picture: parseStored<NonNullable<Holder["picture"]>>(row.picture) }),
    sent: parseStored<Holder["sent"]>(row.sent),
    mails: parseStored<Holder["mails"]>(row.mails),
    ...acknowledgementOf({ outcome, note, at, by }),
  };
}

const copyOf = ({ version, first_at: first, held_at: last, address }: HolderRow): Pick<Holder, "copy"> =>
  version === null || first === null || last === null || address === null
    ? {}
    : { copy: { version, first, last, address } };

type AcknowledgedRow = { outcome: RecallOutcome | null; note: string | null; at: string | null; by: string | null };

/** Returns a publisher's acknowledgement, if it gave one. */
export const acknowledgementOf = ({ outcome, note, at, by }: AcknowledgedRow): { acknowledgement?: Acknowledgement } =>
  outcome === null || at === null || by === null
    ? {}
    : { acknowledgement: { outcome, at, by, ...(note === null ? {} : { note }) } };

/** A publisher's later acknowledgement replaces the earlier one. */
export const LATEST_WORD = `ON CONFLICT (recall, publisher) DO UPDATE
  SET outcome = excluded.outcome, note = excluded.note, at = excluded.at, by = excluded.by`;

/** Writes what a publisher says about its copy; a later acknowledgement replaces the earlier one. */
export const writeAcknowledgement = (
  db: D1Database,
  recallId: string,
  publisher: string,
  { outcome, note, at, by }: Acknowledgement,
) =>
  db
    .prepare(
      `INSERT INTO acknowledgement (recall, publisher, outcome, note, at, by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ${LATEST_WORD}`,
    )
    .bind(recallId, publisher, outcome, note ?? null, at, by);
