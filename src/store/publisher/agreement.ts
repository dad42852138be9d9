import type { Agreement } from "../../model/publisher/agreement.ts";

type Row = Omit<Agreement, "ended" | "superseded"> & { ended: string | null; superseded: string | null };

/** When the first text after the one that was accepted came, or comes, in force. */
export const SUPERSEDED_AT = `(SELECT min(coalesce(content ->> 'since', at)) FROM licence_version
  WHERE licence_version.licence = agreement.licence AND licence_version.version > agreement.version)`;

const COLUMNS = `id, licence, version, hash, jws, policy, issued, expires, ended, ${SUPERSEDED_AT} AS superseded`;

/** A publisher's agreements, the newest first. */
export async function readAgreements(db: D1Database, publisher: string): Promise<Agreement[]> {
  const sql = `SELECT ${COLUMNS} FROM agreement WHERE publisher = ?1 ORDER BY issued DESC, id`;
  const { results } = await db.prepare(sql).bind(publisher).all<Row>();
  return results.map(({ ended, superseded, ...row }) => ({
    ...row,
    ...(ended === null ? {} : { ended }),
    ...(superseded === null ? {} : { superseded }),
  }));
}

/** An agreement that wasn't ended, with the name of its publisher, which is still approved for its licence. */
export type OpenAgreement = Pick<Agreement, "licence" | "version" | "expires"> & {
  superseded: string | null;
  organization: string;
};

/** The agreements on some licences that weren't ended and whose time isn't over, in the order of publishers' names. */
export async function readOpenAgreements(
  db: D1Database,
  licences: readonly string[],
  now: string,
): Promise<OpenAgreement[]> {
  const sql = `SELECT agreement.licence, version, expires, ${SUPERSEDED_AT} AS superseded,
      publisher.application ->> 'organization' AS organization
    FROM json_each(?1) AS wanted JOIN agreement ON agreement.licence = wanted.value
      JOIN publisher ON publisher.id = agreement.publisher
    WHERE ended IS NULL AND expires > ?2 AND agreement.licence IN (SELECT value FROM json_each(publisher.approved))
    ORDER BY organization, agreement.id`;
  return (await db.prepare(sql).bind(JSON.stringify(licences), now).all<OpenAgreement>()).results;
}

/** Writes an agreement; the one before it, of the same licence, ends with it. */
export const writeAgreement = (db: D1Database, publisher: string, agreement: Agreement) => [
  db
    .prepare("UPDATE agreement SET ended = ?3 WHERE publisher = ?1 AND licence = ?2 AND ended IS NULL")
    .bind(publisher, agreement.licence, agreement.issued),
  db
    .prepare(
      `INSERT INTO agreement (id, publisher, licence, version, hash, jws, policy, issued, expires)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      agreement.id,
      publisher,
      agreement.licence,
      agreement.version,
      agreement.hash,
      agreement.jws,
      agreement.policy,
      agreement.issued,
      agreement.expires,
    ),
];

/** Ends every agreement of a publisher. */
export const endAgreements = (db: D1Database, publisher: string, at: string) =>
  db.prepare("UPDATE agreement SET ended = ?2 WHERE publisher = ?1 AND ended IS NULL").bind(publisher, at);
