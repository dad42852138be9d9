import { parseArgs } from "node:util";
import { BackupClient } from "./backup-client.ts";
import { tellRefusal } from "./refusal.ts";
import { tellRestored } from "./restored-tell.ts";
import { LOCAL, targetAt } from "./target.ts";

// npm run restored -- --to https://wire.example.org [--at time]: what has to follow after D1 Time Travel.

const { values } = parseArgs({ options: { to: { type: "string" }, at: { type: "string" } } });
if (values.to === undefined) {
  console.error(
    "Usage: npm run restored -- --to local|https://wire.example.org [--at 2026-06-01T12:00:00Z]\n\n  --at  the time to which the database was brought back; without it, that of its newest change",
  );
  process.exit(1);
}

try {
  tellRestored(await new BackupClient(await targetAt(values.to === "local" ? LOCAL : values.to)).restored(values.at));
} catch (error) {
  process.exitCode = tellRefusal(error);
}
