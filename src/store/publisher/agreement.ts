import type { Agreement } from "../../model/publisher/agreement.ts";
import type { AgreementFacts } from "../../model/publisher/entitlement.ts";

type Row = Omit<Agreement, "ended" | "superseded" | "graceDays"> &
  Pick<AgreementFacts, "superseded" | "graceDays"> & { ended: string | null };

/** SQL for when a text took effect; texts stored before this was recorded took effect when they were published. */
const since = (text: string): string => `coalesce(${text}.content ->> 'since', ${text}.at)`;

/**
 * SQL for later texts that supersede the accepted one: excludes purely editorial changes, and texts replaced before they took
 * effect, as in `datedTexts`.
 */
const LATER = `FROM licence_version AS later
  WHERE later.licence = agreement.licence AND later.version > agreement.version AND later.content ->> 'editorial' IS NULL
    AND NOT (${since("later")} > later.at AND EXISTS (SELECT 1 FROM licence_version AS replacing
      WHERE replacing.licence = later.licence AND replacing.version > later.version AND replacing.at <= ${since("later")}))`;

/** SQL for when the first of them took, or takes, effect. */
const FIRST_LATER = `min(${since("later")})`;
const SUPERSEDED_AT = `(SELECT ${FIRST_LATER} ${LATER})`;

const acceptedText = (what: string): string => `(SELECT ${what} FROM licence_version AS text
  WHERE text.licence = agreement.licence AND text.version = agreement.version)`;

/** SQL for the days that an accepted text stays valid after it is superseded; null if it doesn't say. */
const GRACE_DAYS = acceptedText("content ->> '$.eligibility.graceDays'");

/**
 * When an accepted text was superseded, and its clauses that then apply: its grace period in days, and the kind of domain it
 * requires; null if it wasn't superseded, or doesn't say.
 */
export type Superseding =
  | [superseded: string, accepted: [graceDays: number | null, domain: "verified" | null]]
  | [null];

/** SQL for that, as JSON. If a text isn't superseded, the clauses in force apply, so it isn't read. */
export const SUPERSEDING = `(SELECT CASE WHEN ${FIRST_LATER} IS NULL THEN json_array(NULL) ELSE json_array(${FIRST_LATER},
  json(${acceptedText("json_array(content ->> '$.eligibility.graceDays', content ->> '$.eligibility.domain')")})) END ${LATER})`;

const COLUMNS = `id, licence, version, hash, jws, policy, issued, expires, ended, ${SUPERSEDED_AT} AS superseded,
  ${GRACE_DAYS} AS graceDays`;

/** Returns a publisher's agreements, newest first. */
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

/** An agreement that wasn't ended, with its publisher, which is still approved for its license. */
export type OpenAgreement = Pick<Agreement, "licence" | "version" | "expires"> &
  Pick<AgreementFacts, "superseded" | "graceDays"> & { publisher: string; organization: string };

/** Returns the agreements on some licenses that weren't ended and haven't expired, in order of publisher name. */
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

/**
 * Returns a publisher's running agreements on texts that a later one supersedes, now or in the future, for licenses for which
 * the publisher is approved.
 */
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

/** Writes an agreement; ends the previous one on the same license. */
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
