import type { Agreement } from "../../model/publisher/agreement.ts";
import type { AgreementFacts } from "../../model/publisher/entitlement.ts";

type Row = Omit<Agreement, "ended" | "superseded" | "graceDays"> &
  Pick<AgreementFacts, "superseded" | "graceDays"> & { ended: string | null };

/** SQL for since when a text is in force: texts from before that was kept are so since they were published. */
const since = (text: string): string => `coalesce(${text}.content ->> 'since', ${text}.at)`;

/**
 * SQL for the later texts that take the place of the one that was accepted: none whose wording alone is another, and none
 * that was replaced before its time, as `datedTexts` has it.
 */
const LATER = `FROM licence_version AS later
  WHERE later.licence = agreement.licence AND later.version > agreement.version AND later.content ->> 'editorial' IS NULL
    AND NOT (${since("later")} > later.at AND EXISTS (SELECT 1 FROM licence_version AS replacing
      WHERE replacing.licence = later.licence AND replacing.version > later.version AND replacing.at <= ${since("later")}))`;

/** When the first of them came, or comes, in force. */
const FIRST_LATER = `min(${since("later")})`;
const SUPERSEDED_AT = `(SELECT ${FIRST_LATER} ${LATER})`;

const acceptedText = (what: string): string => `(SELECT ${what} FROM licence_version AS text
  WHERE text.licence = agreement.licence AND text.version = agreement.version)`;

/** SQL for the days for which an accepted text counts once it is superseded; null where it doesn't say. */
const GRACE_DAYS = acceptedText("content ->> '$.eligibility.graceDays'");

/** When an accepted text was superseded, and what of it decides then: its days of grace, and which domain it wants; null where it wasn't, or doesn't say. */
export type Superseding =
  | [superseded: string, accepted: [graceDays: number | null, domain: "verified" | null]]
  | [null];

/** SQL for that, as JSON. Of a text that isn't superseded the clauses are those in force, so it isn't read. */
export const SUPERSEDING = `(SELECT CASE WHEN ${FIRST_LATER} IS NULL THEN json_array(NULL) ELSE json_array(${FIRST_LATER},
  json(${acceptedText("json_array(content ->> '$.eligibility.graceDays', content ->> '$.eligibility.domain')")})) END ${LATER})`;

const COLUMNS = `id, licence, version, hash, jws, policy, issued, expires, ended, ${SUPERSEDED_AT} AS superseded,
  ${GRACE_DAYS} AS graceDays`;

/** A publisher's agreements, the newest first. */
export async function readAgreements(db: D1Database, publisher: string): Promise<Agreement[]> {
  const sql = `SELECT ${COLUMNS} FROM agreement WHERE publisher = ?1 ORDER BY issued DESC, id`;
  const { results } = await db.prepare(sql).bind(publisher).all<Row>();
  return results.map(({ ended, superseded, graceDays, ...row }) => ({
    ...row,
    ...(ended === null ? {} : { ended }),
    ...(superseded === null ? {} : { superseded }),
    ...(graceDays === null ? {} : { graceDays }),
  }));
}

/** An agreement that wasn't ended, with its publisher, which is still approved for its licence. */
export type OpenAgreement = Pick<Agreement, "licence" | "version" | "expires"> &
  Pick<AgreementFacts, "superseded" | "graceDays"> & { publisher: string; organization: string };

/** The agreements on some licences that weren't ended and whose time isn't over, in the order of publishers' names. */
export async function readOpenAgreements(
  db: D1Database,
  licences: readonly string[],
  now: string,
): Promise<OpenAgreement[]> {
  const sql = `SELECT publisher.id AS publisher, agreement.licence, version, expires, ${SUPERSEDED_AT} AS superseded,
      ${GRACE_DAYS} AS graceDays, publisher.application ->> 'organization' AS organization
    FROM json_each(?1) AS wanted JOIN agreement ON agreement.licence = wanted.value
      JOIN publisher ON publisher.id = agreement.publisher
    WHERE ended IS NULL AND expires > ?2 AND agreement.licence IN (SELECT value FROM json_each(publisher.approved))
    ORDER BY organization, agreement.id`;
  return (await db.prepare(sql).bind(JSON.stringify(licences), now).all<OpenAgreement>()).results;
}

type SupersededRow = Pick<AgreementFacts, "licence" | "version" | "graceDays"> & { superseded: string };

/** A publisher's running agreements on texts that a later one supersedes, now or at a time to come, as far as it is approved for the licence. */
export async function readSupersededAgreements(
  db: D1Database,
  publisher: string,
  now: string,
): Promise<SupersededRow[]> {
  const sql = `SELECT * FROM (SELECT agreement.licence, version, ${SUPERSEDED_AT} AS superseded, ${GRACE_DAYS} AS graceDays
      FROM agreement JOIN publisher ON publisher.id = agreement.publisher
      WHERE agreement.publisher = ?1 AND ended IS NULL AND expires > ?2
        AND agreement.licence IN (SELECT value FROM json_each(publisher.approved)))
    WHERE superseded IS NOT NULL ORDER BY licence`;
  const { results } = await db.prepare(sql).bind(publisher, now).all<SupersededRow>();
  return results;
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
