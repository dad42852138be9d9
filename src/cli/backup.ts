import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { instant } from "../model/time.ts";
import { backupClient } from "./backup-client.ts";
import { Client } from "./client.ts";
import { type CollectedImages, collectImages } from "./collect-images.ts";
import { collectTables } from "./collect-tables.ts";
import { MANIFEST, type Manifest, NEEDS, tableFile } from "./manifest.ts";
import { runOrTell } from "./run-or-tell.ts";
import { TarWriter } from "./tar.ts";
import { originOf, targetAt } from "./target.ts";

// npm run backup -- --from <origin|local> --to file: everything on a wire, in one file.

const USAGE = `Usage: npm run backup -- --from <https://wire.example.org|local> --to backup.tar
Writes tables, images and a manifest into a tar file. If it is interrupted, run the same command again: it picks up where it left off.`;

await runOrTell(USAGE, async () => {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
  if (values.from === undefined || values.to === undefined)
    throw new Error("Name the wire with --from and the file with --to.");
  await backUp(originOf(values.from), values.to);
});

async function backUp(from: string, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} already exists. Name another file, or move that one.`);
  const folder = `${file}.part`;
  for (const name of ["tables", "images"]) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  const client = backupClient(new Client(await targetAt(from)));
  console.log(`Backing up ${from}. Until the backup is complete, it is in ${folder}.`);
  const facts = await collectTables(client, folder);
  const known = facts.tables.find(({ name }) => name === "image")?.rows ?? 0;
  const images = await collectImages(client, folder, known);
  const hashes: Record<string, string> = {};
  for (const { name } of facts.tables) hashes[name] = await hashOf(join(folder, tableFile(name)));
  await pack(
    file,
    folder,
    {
      ...{ format: 1, made: instant(Date.now()), facts, hashes },
      ...{ images: images.files.length, missing: images.missing, needs: NEEDS },
    },
    images,
  );
  rmSync(folder, { recursive: true });
  tell(file, images);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** Packs everything into one file, which gets its name only once it is complete. */
async function pack(file: string, folder: string, manifest: Manifest, { files }: CollectedImages): Promise<void> {
  const tar = await TarWriter.create(`${file}.new`);
  const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
  await tar.add(MANIFEST, text.length, [text]);
  const tables = manifest.facts.tables.map(({ name }) => tableFile(name));
  for (const name of [...tables, ...files]) {
    const path = join(folder, name);
    await tar.add(name, statSync(path).size, createReadStream(path));
  }
  await tar.end();
  renameSync(`${file}.new`, file);
}

function tell(file: string, { missing }: CollectedImages): void {
  console.log(`Written: ${file} (${Math.ceil(statSync(file).size / 1024)} KiB).`);
  if (missing.length > 0)
    console.log(
      `The wire has lost the bytes of ${missing.length} images, so they aren't in the backup either: ${missing.join(", ")}`,
    );
  console.log(
    `It contains names, addresses and texts that aren't public. Keep it where only you can read it. ${NEEDS}`,
  );
}
