import type { ListedMail } from "../../model/mail/mail.ts";

/** A place in the list: mails after it are older. */
export type MailPlace = { created: string; id: string };

/** The lists to which the desk can filter mails. `unsent` holds those that need action. */
export const MAIL_LISTS = ["unsent", "waiting", "mailed", "stopped"] as const;
export type MailList = (typeof MAIL_LISTS)[number];

/** SQL condition for each list. Expired sign-in links no longer need action. */
const STATES: Record<MailList, string> = {
  unsent: "state IN ('ready', 'failed') AND (expires IS NULL OR expires > ?4)",
  waiting: "state = 'waiting'",
  mailed: "state = 'mailed'",
  stopped: "(state = 'stopped' OR (state IN ('ready', 'failed') AND expires <= ?4))",
};

/** Returns mails, newest first, from a place on; filters by lowercase words in the address or the publisher's name. */
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
