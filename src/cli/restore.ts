import { parseArgs } from "node:util";
import { backupClient } from "./backup-client.ts";
import { openBackup } from "./check-backup.ts";
import { Client } from "./client.ts";
import { finishRestore } from "./finish-restore.ts";
import { runOrTell } from "./run-or-tell.ts";
import { sendImages, sendTables } from "./send-backup.ts";
import { originOf, targetAt } from "./target.ts";

// npm run restore -- file --to <origin|local> [--replace origin] [--close-keys]: restores a backup.

const USAGE = `Usage: npm run restore -- backup.tar --to <https://wire.example.org|local> [--replace https://wire.example.org] [--close-keys]
  --replace     needed if that wire has content: repeat its origin to confirm that all of it will be replaced
  --close-keys  closes every publisher's key; otherwise keys that were revoked after the backup work again
If it is interrupted, run the same command again: it picks up where it left off.`;

await runOrTell(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: "string" },
      replace: { type: "string" },
      "close-keys": { type: "boolean", default: false },
    },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0 || values.to === undefined)
    throw new Error("Name the backup file and, with --to, the wire.");
  const replace = values.replace === undefined ? {} : { replace: originOf(values.replace) };
  await restore(file, originOf(values.to), { ...replace, closeKeys: values["close-keys"] });
});

async function restore(file: string, to: string, asked: { replace?: string; closeKeys: boolean }): Promise<void> {
  console.log(`Checking ${file}.`);
  const backup = await openBackup(file);
  const { facts, missing } = backup.manifest;
  console.log(
    `A backup of ${facts.origin}, as of ${facts.at}: ${backup.images.size} images, ${missing.length} missing.`,
  );
  if (facts.origin !== to)
    console.log(`This makes ${to} a copy of ${facts.origin}: agreements and offers will still name the original.`);
  const client = backupClient(new Client(await targetAt(to)));
  const begun = await client.beginRestore({ id: backup.id, backup: facts, ...asked });
  console.log(begun.goesOn ? "Resuming the interrupted run." : `${to} won't serve anything until this finishes.`);
  await sendImages(client, backup);
  await sendTables(client, backup, new Map(begun.tables.map(({ name, rows }) => [name, rows])));
  await finishRestore(client);
}
