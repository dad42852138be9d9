import { createHash } from "node:crypto";
import { MANIFEST, type Manifest, readManifest, tableFile } from "./manifest.ts";
import { listTar, readEntry, type TarEntry } from "./tar.ts";

/** A backup file: its name, its manifest, and where its parts are. */
export type BackupFile = {
  path: string;
  id: string;
  manifest: Manifest;
  tables: Map<string, TarEntry>;
  images: Map<string, TarEntry>;
};

/** Opens a backup and reads all of it once, so that a damaged one is never used. */
export async function openBackup(path: string): Promise<BackupFile> {
  const entries = new Map((await listTar(path)).map((entry) => [entry.name, entry]));
  const entry = entries.get(MANIFEST);
  if (entry === undefined) throw new Error(`${path} isn't a backup: it has no ${MANIFEST}.`);
  const { id, manifest } = readManifest(await textOf(path, entry), path);
  const tables = new Map<string, TarEntry>();
  for (const [name, hash] of Object.entries(manifest.hashes)) {
    const found = entries.get(tableFile(name));
    if (found === undefined || (await hashOf(path, found)) !== hash)
      throw new Error(`${path} is damaged: ${tableFile(name)} isn't what the manifest says. Get another copy of it.`);
    tables.set(name, found);
  }
  return { path, id, manifest, tables, images: await checkImages(path, [...entries.values()], manifest) };
}

async function checkImages(
  path: string,
  entries: readonly TarEntry[],
  manifest: Manifest,
): Promise<Map<string, TarEntry>> {
  const images = new Map<string, TarEntry>();
  for (const entry of entries) {
    const [, sha256] = /^images\/([0-9a-f]{64})\.[a-z0-9]+$/.exec(entry.name) ?? [];
    if (sha256 === undefined) continue;
    if ((await hashOf(path, entry)) !== sha256) throw new Error(`${path} is damaged: ${entry.name} has other bytes.`);
    images.set(sha256, entry);
  }
  if (images.size === manifest.images) return images;
  throw new Error(`${path} is damaged: it has ${images.size} images instead of ${manifest.images}.`);
}

async function textOf(path: string, entry: TarEntry): Promise<string> {
  return (await bytesOfEntry(path, entry)).toString("utf8");
}

/** Reads a file of a backup as a whole, for small ones such as images. */
export async function bytesOfEntry(path: string, entry: TarEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readEntry(path, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function hashOf(path: string, entry: TarEntry): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of readEntry(path, entry)) hash.update(chunk);
  return hash.digest("hex");
}
