import type { AcceptedText } from "../model/access.ts";
import { keptLicence, type LicenceVersion } from "../model/licence/licence.ts";
import { parseStored } from "./json.ts";

/** A text of a licence, with its offer as it leaves. */
export type NewLicenceVersion = { id: string; licence: LicenceVersion; offer: string };

/** Keeps the texts of new licence versions. */
export const writeLicenceVersions = (db: D1Database, versions: NewLicenceVersion[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO licence_version (licence, version, content, hash, offer, at, by)
       SELECT value ->> 'id', value ->> '$.licence.version', value -> 'licence', value ->> '$.licence.hash', value ->> 'offer', ?2, ?3
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(versions), at, by);

/** A text of a licence, and when it was published: UTC to the second. */
export type PublishedVersion = { licence: LicenceVersion; at: string };

type Row = { content: string; version: number; hash: string; at: string };

const publishedVersion = ({ content, version, hash, at }: Row): PublishedVersion => {
  const kept = parseStored<Omit<LicenceVersion, "since"> & { since?: string }>(content);
  return { at, licence: { ...keptLicence(kept), version, hash, since: kept.since ?? at } };
};

/** Every text that a licence ever had, the first one first; one row each. */
export async function readLicenceVersions(db: D1Database, licence: string): Promise<PublishedVersion[]> {
  const sql = "SELECT content, version, hash, at FROM licence_version WHERE licence = ?1 ORDER BY version";
  const { results } = await db.prepare(sql).bind(licence).all<Row>();
  return results.map(publishedVersion);
}

/** Some texts, each with which it is; two rows each. What there is no text of is left out. */
export async function readLicenceTexts(
  db: D1Database,
  wanted: readonly AcceptedText[],
): Promise<[AcceptedText, LicenceVersion][]> {
  const sql = `SELECT licence, content, text.version, hash, at FROM json_each(?1) AS wanted
    CROSS JOIN licence_version AS text ON text.licence = wanted.value ->> 'id' AND text.version = wanted.value ->> 'version'`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(wanted)).all<Row & { licence: string }>();
  return results.map(({ licence: id, ...row }) => [{ id, version: row.version }, publishedVersion(row).licence]);
}

/** The offer of one version as it was published, and when; undefined where there is none. One row. */
export async function readOffer(
  db: D1Database,
  licence: string,
  version: number,
): Promise<{ offer: string; at: string } | undefined> {
  const sql = "SELECT offer, at FROM licence_version WHERE licence = ?1 AND version = ?2 AND offer IS NOT NULL";
  return (await db.prepare(sql).bind(licence, version).first<{ offer: string; at: string }>()) ?? undefined;
}

/** The number of each licence's newest text, in force or not yet. */
export async function readNewestVersions(db: D1Database): Promise<Map<string, number>> {
  const sql = "SELECT licence, max(version) AS version FROM licence_version GROUP BY licence";
  const { results } = await db.prepare(sql).all<{ licence: string; version: number }>();
  return new Map(results.map(({ licence, version }) => [licence, version]));
}
