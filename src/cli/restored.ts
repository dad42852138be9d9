import { parseArgs } from "node:util";
import { backupClient } from "./backup-client.ts";
import { Client } from "./client.ts";
import { finishRestore } from "./finish-restore.ts";
import { runOrTell } from "./run-or-tell.ts";
import { originOf, targetAt } from "./target.ts";

// npm run restored -- --to <origin|local> [--at time] [--close-keys]: the last step of a restore, after D1 Time Travel.

const USAGE = `Usage: npm run restored -- --to <https://wire.example.org|local> [--at 2026-06-01T12:00:00Z] [--close-keys]
Run it right after \`wrangler d1 time-travel restore\`.
  --at          the time that the database was restored to, in UTC; default: the time of its newest change
  --close-keys  closes every publisher's key; otherwise keys that were revoked since work again`;

await runOrTell(USAGE, async () => {
  const { values } = parseArgs({
    options: { to: { type: "string" }, at: { type: "string" }, "close-keys": { type: "boolean", default: false } },
  });
  if (values.to === undefined) throw new Error("Name the wire with --to.");
  const client = backupClient(new Client(await targetAt(originOf(values.to))));
  const at = values.at === undefined ? {} : { at: values.at };
  await client.beginRestored({ ...at, closeKeys: values["close-keys"] });
  await finishRestore(client);
});
