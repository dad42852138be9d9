import type { AcceptedText } from "../model/access.ts";
import { keptLicence, type LicenceVersion } from "../model/licence/licence.ts";
import { parseStored } from "./json.ts";

/** A license text with its offer, as it is published. */
export type NewLicenceVersion = { id: string; licence: LicenceVersion; offer: string };

/** Stores the texts of new license versions. */
export const writeLicenceVersions = (db: D1Database, versions: NewLicenceVersion[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO licence_version (licence, version, content, hash, offer, at, by)
       SELECT value ->> 'id', value ->> '$.licence.version', value -> 'licence', value ->> '$.licence.hash', value ->> 'offer', ?2, ?3
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(versions), at, by);

/** A license text and its time of publication: UTC with whole seconds. */
export type PublishedVersion = { licence: LicenceVersion; at: string };

type Row = { content: string; version: number; hash: string; at: string };

const publishedVersion = ({ content, version, hash, at }: Row): PublishedVersion => {
  const kept = parseStored<Omit<LicenceVersion, "since"> & { since?: string }>(content);
  return { at, licence: { ...keptLicence(kept), version, hash, since: kept.since ?? at } };
};

/** Returns every text of a license, oldest first; reads one row each. */
export async function readLicenceVersions(db: D1Database, licence: string): Promise<PublishedVersion[]> {
  const sql = "SELECT content, version, hash, at FROM licence_version WHERE licence = ?1 ORDER BY version";
  const { results } = await db.prepare(sql).bind(licence).all<Row>();
  return results.map(publishedVersion);
}

/** Returns some texts with their ids and versions; reads two rows each. Leaves out texts that don't exist. */
export async function readLicenceTexts(
  db: D1Database,
  wanted: readonly AcceptedText[],
): Promise<[AcceptedText, LicenceVersion][]> {
  const sql = `SELECT licence, content, text.version, hash, at FROM json_each(?1) AS wanted
    CROSS JOIN licence_version AS text ON text.licence = wanted.value ->> 'id' AND text.version = wanted.value ->> 'version'`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(wanted)).all<Row & { licence: string }>();
  return results.map(({ licence: id, ...row }) => [{ id, version: row.version }, publishedVersion(row).licence]);
}

/** Returns the offer of one version as published, and when; undefined if there is none. Reads one row. */
export async function readOffer(
  db: D1Database,
  licence: string,
  version: number,
): Promise<{ offer: string; at: string } | undefined> {
  const sql = "SELECT offer, at FROM licence_version WHERE licence = ?1 AND version = ?2 AND offer IS NOT NULL";
  return (await db.prepare(sql).bind(licence, version).first<{ offer: string; at: string }>()) ?? undefined;
}

/** Returns the number of each license's newest text, in force or not. */
export async function readNewestVersions(db: D1Database): Promise<Map<string, number>> {
  const sql = "SELECT licence, max(version) AS version FROM licence_version GROUP BY licence";
  const { results } = await db.prepare(sql).all<{ licence: string; version: number }>();
  return new Map(results.map(({ licence, version }) => [licence, version]));
}
