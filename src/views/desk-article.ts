import type { DeskArticleJson } from "../contract/desk-article.ts";
import type { DiffJson } from "../contract/diff.ts";
import type { VersionJson } from "../contract/version.ts";
import { imageUrl } from "../model/address.ts";
import { addressOf } from "../model/article/article.ts";
import { channelAddress, channelOf, channelsOf } from "../model/channel.ts";
import { PAGES } from "../model/policy.ts";
import type { PlacedWarning, WarningList } from "../model/warning.ts";
import { deskArticleJson } from "../render/api/desk-article.ts";
import { warningListJson } from "../render/api/warnings.ts";
import type { Site } from "../render/site.ts";
import { changesBetween, inputOf } from "../render/versions.ts";
import { readAddresses } from "../store/address.ts";
import { readArchivePages } from "../store/article/archive.ts";
import { readShared } from "../store/article/image.ts";
import { readFullRecord } from "../store/article/record.ts";
import { listVersions, readVersion, type StoredVersion } from "../store/article/version.ts";
import { listAudit } from "../store/audit.ts";
import type { ViewContext } from "./context.ts";

/**
 * Returns everything that the desk knows of an article, by its id or any address, whatever its status; undefined if it doesn't
 * exist.
 */
export async function viewArticle(
  { db }: Pick<ViewContext, "db">,
  name: string,
  site: Site,
): Promise<DeskArticleJson | undefined> {
  const found = await readFullRecord(db, name);
  if (found === undefined) return undefined;
  const { id } = found;
  const channels = channelsOf(found).filter((channel) => channelOf(channel) !== undefined);
  const hashes = found.images.map(({ sha256 }) => sha256);
  const [newest, pages, shared, versions, log, addresses] = await Promise.all([
    readVersion(db, id, found.version),
    readArchivePages(db, id, channels),
    readShared(db, id, hashes),
    listVersions(db, id),
    listAudit(db, { article: id }, PAGES.articleLog),
    readAddresses(db, "article", id),
  ]);
  // Every version was written in the batch that made it the newest, and is never deleted.
  if (newest === undefined) return undefined;
  return deskArticleJson({ version: found, text: newest, addresses }, site, {
    channels: channels.map((channel) => ({
      id: channel,
      address: channelAddress(channel, site.masthead),
      archive: pages.get(channel) ?? null,
    })),
    images: found.images.map((image) => ({ path: imageUrl("", image), elsewhere: shared.has(image.sha256) })),
    versions,
    log,
  });
}

/** Returns one version of an article, by its id or any address; undefined if it doesn't exist. */
export async function viewVersion(
  { db }: Pick<ViewContext, "db">,
  name: string,
  version: number,
): Promise<VersionJson | undefined> {
  const found = await readVersion(db, name, version);
  if (found === undefined) return undefined;
  const { article } = found;
  const about = { id: article.id, address: addressOf(article), ...lineOf(found) };
  return { ...about, article: inputOf(found), ...warningListJson(ofBody(found.cleaning)) };
}

/** The versions to compare; by default, the newest and the one before. */
export type VersionRange = { from?: number | undefined; to?: number | undefined };

/** Returns the differences between two versions; undefined if one doesn't exist. The first version is compared with itself. */
export async function viewDiff(
  { db }: Pick<ViewContext, "db">,
  name: string,
  wanted: VersionRange,
): Promise<DiffJson | undefined> {
  const to = wanted.to ?? (await listVersions(db, name))[0]?.version ?? 0;
  const from = wanted.from ?? Math.max(1, to - 1);
  const [before, after] = await Promise.all([readVersion(db, name, from), readVersion(db, name, to)]);
  if (before === undefined || after === undefined) return undefined;
  return { id: after.article.id, from: lineOf(before), to: lineOf(after), fields: changesBetween(before, after) };
}

/** A version is about a single article, and only its body is cleaned. */
const ofBody = ({ warnings, more }: WarningList): WarningList<PlacedWarning> => ({
  warnings: warnings.map((each) => ({ ...each, field: "body" })),
  more,
});

const lineOf = ({ version, at, by, status }: StoredVersion) => ({ version, at, by, status });
