import { createHash } from "node:crypto";
import { createReadStream, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { BackupClient } from "./backup-client.ts";
import { linesOf } from "./lines.ts";
import { imageFile, tableFile } from "./manifest.ts";
import { Progress } from "./progress.ts";

const ImageRow = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), extension: z.string().regex(/^[a-z0-9]+$/) });

/** The result of collecting images: the files, and the images whose bytes the wire lacks. */
export type CollectedImages = { files: string[]; missing: string[] };

/** Fetches every image in a backup's tables that an earlier run didn't. */
export async function collectImages(client: BackupClient, folder: string, all: number): Promise<CollectedImages> {
  const collected: CollectedImages = { files: [], missing: [] };
  const progress = new Progress("images", all);
  for await (const line of linesOf(createReadStream(join(folder, tableFile("image"))))) {
    const { sha256, extension } = ImageRow.parse(JSON.parse(line));
    const file = imageFile(sha256, extension);
    if (existsSync(join(folder, file)) || (await fetchImage(client, sha256, join(folder, file))))
      collected.files.push(file);
    else collected.missing.push(sha256);
    progress.step(collected.files.length);
  }
  progress.end(collected.files.length);
  return collected;
}

/** Fetches one image; false if the wire lacks its bytes. The file gets its name only once it is complete. */
async function fetchImage(client: BackupClient, sha256: string, path: string): Promise<boolean> {
  const bytes = await client.image(sha256);
  if (bytes === undefined) return false;
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new Error(`The wire's bytes of the image ${sha256} differ. They were damaged there or in transit.`);
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return true;
}
