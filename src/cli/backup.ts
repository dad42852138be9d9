import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { appendFile as append, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BACKUP } from "../model/policy.ts";
import { BackupClient } from "./backup-client.ts";
import { hashOf, imageFile, MANIFEST, Manifest, tableFile } from "./backup-manifest.ts";
import { tellRefusal } from "./refusal.ts";
import { appendFile, endArchive } from "./tar.ts";
import { LOCAL, targetAt } from "./target.ts";

// npm run backup -- --from https://wire.example.org --to wire.tar: everything that a wire holds, in one file.

const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
const { from, to } = values;
if (from === undefined || to === undefined) {
  console.error("Usage: npm run backup -- --from local|https://wire.example.org --to wire.tar");
  process.exit(1);
}

try {
  await backUp(from === "local" ? LOCAL : from, to);
} catch (error) {
  process.exitCode = tellRefusal(error);
}

async function backUp(origin: string, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} is there already. Name another file, or move it away.`);
  const client = new BackupClient(await targetAt(origin));
  // What was fetched stays here until the whole is there: the same command goes on where it broke off.
  const folder = `${file}.part`;
  for (const kind of ["tables", "images"]) await mkdir(join(folder, kind), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const head = await fetchTables(client, folder);
    const missingImages = await fetchImages(client, folder);
    if ((await client.head()).moment === head.moment) return pack(folder, file, head, missingImages);
    if (attempt === BACKUP.attempts) throw new Error(MOVED);
    console.log("Something was published meanwhile. The tables are fetched again; pictures stay.");
    await rm(join(folder, "head.json"));
  }
}

const MOVED = `Something was published during each of ${BACKUP.attempts} attempts, so no backup is of one moment. Run it again when the desk is quiet; pictures are kept.`;

/** Fetches every table, or goes on with those that lack, as long as the wire is where it was. */
async function fetchTables(
  client: BackupClient,
  folder: string,
): Promise<Omit<Manifest, "files" | "format" | "missingImages">> {
  const begun = join(folder, "head.json");
  const known = existsSync(begun)
    ? Manifest.omit({ files: true, format: true, missingImages: true }).parse(JSON.parse(await readFile(begun, "utf8")))
    : undefined;
  const isSame = known !== undefined && (await client.head()).moment === known.moment;
  if (!isSame) for (const name of await readdir(join(folder, "tables"))) await rm(join(folder, "tables", name));
  const head = isSame ? known : await client.begin();
  await writeFile(begun, JSON.stringify(head));
  for (const table of head.tables) await fetchTable(client, table, join(folder, tableFile(table)));
  return head;
}

async function fetchTable(client: BackupClient, table: string, path: string): Promise<void> {
  if (existsSync(path)) return;
  const part = `${path}.part`;
  await writeFile(part, "");
  let rows = 0;
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<BackupClient["page"]>> = await client.page(table, after);
    await append(part, page.rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    rows += page.rows.length;
    if (page.next === null) break;
    after = page.next;
  }
  await rename(part, path);
  console.log(`${String(rows).padStart(9)}  rows of ${table}`);
}

/** Fetches the pictures that aren't here yet, and answers which of them the wire had lost. */
async function fetchImages(client: BackupClient, folder: string): Promise<string[]> {
  const missing: string[] = [];
  let fetched = 0;
  for (const sha256 of await imagesIn(folder)) {
    const path = join(folder, imageFile(sha256));
    if (existsSync(path)) continue;
    const bytes = await client.image(sha256);
    if (bytes === undefined) missing.push(sha256);
    else await writeFile(`${path}.part`, bytes).then(() => rename(`${path}.part`, path));
    fetched += 1;
    if (fetched % 100 === 0) console.log(`${String(fetched).padStart(9)}  pictures so far`);
  }
  console.log(`${String(fetched).padStart(9)}  pictures`);
  for (const sha256 of missing) console.error(`The wire knows the picture ${sha256}, but has lost its bytes.`);
  return missing;
}

async function imagesIn(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, tableFile("image")), "utf8");
  return text.split("\n").flatMap((line) => /"sha256":"([0-9a-f]{64})"/.exec(line)?.[1] ?? []);
}

async function pack(
  folder: string,
  file: string,
  head: Omit<Manifest, "files" | "format" | "missingImages">,
  missingImages: string[],
): Promise<void> {
  const names = [
    ...head.tables.map(tableFile),
    ...(await imagesIn(folder)).filter((sha256) => !missingImages.includes(sha256)).map(imageFile),
  ];
  const files: Manifest["files"] = {};
  for (const name of names) files[name] = await hashOf(createReadStream(join(folder, name)));
  const manifest: Manifest = { format: "commonwire-backup-1", ...head, files, missingImages };
  await writeFile(join(folder, MANIFEST), JSON.stringify(manifest, null, 2));
  const out = createWriteStream(`${file}.writing`);
  for (const name of [MANIFEST, ...names]) await appendFile(out, name, join(folder, name));
  await endArchive(out);
  await rename(`${file}.writing`, file);
  await rm(folder, { recursive: true });
  console.log(
    `\n${file} holds ${head.origin} as of ${head.at}, with ${names.length} files. Keep it where nobody else reads it: hidden stories and publishers' data are in it.`,
  );
  console.log(KEPT_APART);
}

const KEPT_APART =
  "It has no secrets of the Worker. Keep SECRETS_KEY, SIGNING_KEYS, IMAGES_KEY and DESK_TOKENS apart from it: without the same SECRETS_KEY no webhook can be told anything, without SIGNING_KEYS no signature can be checked, and without IMAGES_KEY addresses of licensed pictures change.";
