import type { ListedMail } from "../../model/mail/mail.ts";

/** A place in the list: mails behind it are older. */
export type MailPlace = { created: string; id: string };

/** What the desk's list is narrowed to. `unsent` is what the desk has to do something about. */
export const MAIL_LISTS = ["unsent", "waiting", "mailed", "stopped"] as const;
export type MailList = (typeof MAIL_LISTS)[number];

/** Sign-in links that are too old are of no use to anybody. */
const STATES: Record<MailList, string> = {
  unsent: "state IN ('ready', 'failed') AND (expires IS NULL OR expires > ?4)",
  waiting: "state = 'waiting'",
  mailed: "state = 'mailed'",
  stopped: "(state = 'stopped' OR (state IN ('ready', 'failed') AND expires <= ?4))",
};

/** Mails, the newest first, from a place on; with words of an address or a publisher's name, in lower case. */
export async function listMails(
  db: D1Database,
  list: MailList,
  { words, after, now }: { words: readonly string[]; after?: MailPlace | undefined; now: string },
  limit: number,
): Promise<ListedMail[]> {
  const sql = `SELECT mail.id, event, email, mail.publisher, publisher.application ->> 'organization' AS organization,
      created, state, mail.next_at AS nextAt, sent_at AS sentAt, sent_by AS sentBy, problem
    FROM mail LEFT JOIN publisher ON publisher.id = mail.publisher
    WHERE (created, mail.id) < (?1, ?2) AND ${STATES[list]} AND ?4 IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM json_each(?3) AS word
        WHERE instr(lower(email || ' ' || coalesce(publisher.application ->> 'organization', '')), word.value) = 0)
    ORDER BY created DESC, mail.id DESC LIMIT ?5`;
  const { results } = await db
    .prepare(sql)
    .bind(after?.created ?? "9", after?.id ?? "", JSON.stringify(words), now, limit)
    .all<ListedMail>();
  return results;
}
