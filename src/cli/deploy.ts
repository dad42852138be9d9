import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

// npm run deploy -- --origin https://wire.example.org [--dry-run]
const { values } = parseArgs({
  options: { origin: { type: "string" }, "dry-run": { type: "boolean", default: false } },
});
const origin = values.origin ?? "";
if (!URL.canParse(origin) || new URL(origin).origin !== origin || new URL(origin).protocol !== "https:") {
  console.error(
    "Usage: npm run deploy -- --origin https://wire.example.org   (the address that readers will use, with nothing behind it)",
  );
  process.exit(1);
}

/** Runs wrangler and shows what is run; the first failure ends the deployment. */
function wrangler(...args: string[]): void {
  console.log(`> wrangler ${args.join(" ")}`);
  const { status } = spawnSync("wrangler", args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** The queues that wrangler.toml binds. Wrangler makes databases and buckets by itself, but no queues. */
const QUEUES = ["commonwire-deliveries", "commonwire-pings"];
function makeQueue(name: string): void {
  const { status } = spawnSync("wrangler", ["queues", "info", name], { stdio: "ignore" });
  if (status !== 0) wrangler("queues", "create", name);
}

const deploy = ["deploy", "--var", `ORIGIN:${origin}`, "--domain", new URL(origin).host];
if (values["dry-run"]) wrangler(...deploy, "--dry-run");
else {
  for (const name of QUEUES) makeQueue(name);
  // The first deployment creates the database and the bucket, so the tables come after it; later ones only add.
  wrangler(...deploy);
  wrangler("d1", "migrations", "apply", "DB", "--remote");
  console.log(
    `\nDeployed. Next:\n  npm run token -- your-name\n  npx wrangler secret put DESK_TOKENS\n  npm run signing-key\n  npx wrangler secret put SIGNING_KEYS\n  npm run secrets-key\n  npx wrangler secret put SECRETS_KEY\n  npm run images-key\n  npx wrangler secret put IMAGES_KEY\n  COMMONWIRE_TOKEN=… npm run publish:content -- --to ${origin}`,
  );
}
