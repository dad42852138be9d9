import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import {
  databaseIn,
  environmentConfig,
  isEnvironmentName,
  isMailAddress,
  mailConfig,
  newerMigrations,
  queuesIn,
} from "./environment.ts";
import { readOptions } from "./read-options.ts";

const USAGE =
  "Usage: npm run deploy -- --origin https://wire.example.org [--mail desk@wire.example.org] [--env staging] [--dry-run]   (the address that readers will use, without a path)";

const { values } = readOptions(USAGE, {
  options: {
    origin: { type: "string" },
    mail: { type: "string" },
    env: { type: "string" },
    "dry-run": { type: "boolean", default: false },
  },
});
const origin = values.origin ?? "";
if (!URL.canParse(origin) || new URL(origin).origin !== origin || new URL(origin).protocol !== "https:") stop(USAGE);
if (values.env !== undefined && !isEnvironmentName(values.env))
  stop(`--env is "${values.env}"; allowed: lowercase letters, digits and hyphens, such as staging`);

if (values.mail !== undefined && !isMailAddress(values.mail))
  stop(
    `--mail is "${values.mail}"; allowed: the address that mail is sent from, such as desk@wire.example.org, at a domain set up for Cloudflare Email Sending`,
  );

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

const MIGRATIONS = "src/store/migrations";
const own = ownName(values.env, values.mail);
const config = writtenConfig();
const configured = own === undefined ? [] : ["--config", own];

/** Returns the file name of a configuration that differs from wrangler.toml; undefined if it doesn't. */
function ownName(env: string | undefined, mail: string | undefined): string | undefined {
  if (env !== undefined) return `wrangler.${env}.toml`;
  return mail === undefined ? undefined : "wrangler.mail.toml";
}

/**
 * Returns the configuration to deploy; one other than wrangler.toml is written next to it for wrangler and removed at the end.
 */
function writtenConfig(): string {
  const toml = readFileSync("wrangler.toml", "utf8");
  if (own === undefined) return toml;
  const named = values.env === undefined ? toml : environmentConfig(toml, values.env);
  const made = values.mail === undefined ? named : mailConfig(named, values.mail);
  writeFileSync(own, made);
  process.on("exit", () => rmSync(own, { force: true }));
  return made;
}

/** Runs wrangler and shows its command; the first failure ends the deployment. */
function wrangler(...args: string[]): void {
  console.log(`> wrangler ${args.join(" ")}`);
  const { status } = spawnSync("wrangler", [...args, ...configured], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs wrangler without showing its output. */
function ask(...args: string[]): { isOk: boolean; text: string } {
  const { status, stdout, stderr } = spawnSync("wrangler", [...args, ...configured], { encoding: "utf8" });
  return { isOk: status === 0, text: `${stdout}\n${stderr}` };
}

const Applied = z.array(z.object({ results: z.array(z.object({ name: z.string() })) }));

/** Returns the migrations applied to the wire's database; undefined if there is no database yet. */
function readApplied(): string[] | undefined {
  const sql = "SELECT name FROM d1_migrations ORDER BY id";
  const { isOk, text } = ask("d1", "execute", databaseIn(config), "--remote", "--json", "--command", sql);
  if (isOk)
    return Applied.parse(JSON.parse(text.slice(text.indexOf("["), text.lastIndexOf("]") + 1))).flatMap(({ results }) =>
      results.map(({ name }) => name),
    );
  if (/couldn't find|could not find|not found|no such table: d1_migrations/i.test(text)) return undefined;
  return stop(`We can't read the wire's tables, so nothing was uploaded. Wrangler says:\n${text.trim()}`);
}

function makeQueues(): void {
  for (const name of queuesIn(config)) if (!ask("queues", "info", name).isOk) wrangler("queues", "create", name);
}

/** Variables that wrangler.toml can't contain. */
const variables = [
  ...["--var", `ORIGIN:${origin}`],
  ...(values.mail === undefined ? [] : ["--var", `MAIL_FROM:${values.mail}`]),
];

const migrate = () => wrangler("d1", "migrations", "apply", "DB", "--remote");
const upload = () => wrangler("deploy", ...variables, "--domain", new URL(origin).host);

function deploy(): void {
  const applied = readApplied();
  const newer = newerMigrations(applied ?? [], readdirSync(MIGRATIONS));
  if (newer.length > 0)
    stop(
      `This wire's tables are newer than this code: they have ${newer.join(", ")}. Nothing was uploaded. Deploy the newer code, or go back to an earlier version of the Worker with \`npx wrangler rollback\`. It works with the newer tables, because tables are only ever added to.`,
    );
  makeQueues();
  if (applied === undefined) {
    // The first deployment creates the database, and has no readers yet.
    upload();
    migrate();
  } else {
    // Tables are only ever added to, so the running code works with new ones; new code wouldn't work with old ones.
    migrate();
    upload();
  }
}

if (values["dry-run"]) wrangler("deploy", ...variables, "--domain", new URL(origin).host, "--dry-run");
else {
  deploy();
  console.log(
    `\nDeployed. If this wire is new, continue with:\n  npm run token -- your-name\n  npx wrangler secret put DESK_TOKENS\n  npm run signing-key\n  npx wrangler secret put SIGNING_KEYS\n  npm run secrets-key\n  npx wrangler secret put SECRETS_KEY\n  npm run images-key\n  npx wrangler secret put IMAGES_KEY\n  COMMONWIRE_TOKEN=… npm run publish:content -- --to ${origin}`,
  );
}
