/**
 * Returns the configuration of another environment, derived from the first: the same Worker with its own resource names, so
 * that the two share nothing. `name` consists of lower-case letters, digits and hyphens.
 */
export const environmentConfig = (toml: string, name: string): string =>
  toml
    // The Worker's own name comes before the first table; in tables, a name belongs to the code.
    .replace(/^name = "([^"]+)"/m, (_, worker: string) => `name = "${worker}-${name}"`)
    .replaceAll(NAMED, (_, field: string, thing: string) => `${field} = "${within(thing, workerIn(toml), name)}"`)
    // With a hand-written id, both would share a database; a route would take the first one's readers.
    .replaceAll(/^(?:(?:preview_)?database_id|preview_bucket_name|routes?) = .*\n/gm, "")
    // Rate limits are counted per namespace number across the account.
    .replaceAll(/^namespace_id = "(\d+)"/gm, (_, number: string) => `namespace_id = "${numberOf(name)}${number}"`);

/** Resources that the account knows by name. */
const NAMED = /^(database_name|bucket_name|queue|dead_letter_queue) = "([^"]+)"/gm;

const workerIn = (toml: string): string => /^name = "([^"]+)"/m.exec(toml)?.[1] ?? "";

/** Returns a resource's name in an environment: the environment goes after the Worker's name, with which it usually starts. */
const within = (thing: string, worker: string, environment: string): string =>
  thing === worker || thing.startsWith(`${worker}-`)
    ? `${worker}-${environment}${thing.slice(worker.length)}`
    : `${thing}-${environment}`;

/** Returns a number for a name that differs for all names that are likely to be used. */
const numberOf = (name: string): number =>
  1 + ([...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % 998);

export const isEnvironmentName = (name: string): boolean => /^[a-z][a-z0-9-]{0,20}$/.test(name);

/** The queues in a configuration: wrangler creates databases and buckets on its own, but not queues. */
export const queuesIn = (toml: string): string[] => [
  ...new Set([...toml.matchAll(/^queue = "([^"]+)"/gm)].map(([, name = ""]) => name)),
];

/** The database in a configuration. */
export const databaseIn = (toml: string): string => /^database_name = "([^"]+)"/m.exec(toml)?.[1] ?? "";

/** Returns migrations that a database has and this code lacks: this code is then older than what is deployed. */
export const newerMigrations = (applied: readonly string[], known: readonly string[]): string[] =>
  applied.filter((name) => !known.includes(name));

/** Whether mail can be sent from an address. Cloudflare's further rules are reported on deployment. */
export const isMailAddress = (text: string): boolean => /^[^\s@"\\]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text);

/**
 * Returns a configuration with the mail binding, for a single sender address. It isn't in wrangler.toml: Email Sending requires
 * Workers Paid and a domain that is set up for it, and without them a deployment with the binding would fail.
 */
export const mailConfig = (toml: string, from: string): string =>
  `${toml}\n[[send_email]]\nname = "MAIL"\nallowed_sender_addresses = ["${from}"]\n`;
