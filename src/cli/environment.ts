/**
 * The configuration of another environment, made of that of the first: the same Worker under names of its own, so that
 * nothing of one reaches the other. `name` is made of lower-case letters, digits and hyphens.
 */
export const environmentConfig = (toml: string, name: string): string =>
  toml
    // The Worker's own name stands before the first table; below, a name is one of the code's.
    .replace(/^name = "([^"]+)"/m, (_, worker: string) => `name = "${worker}-${name}"`)
    .replaceAll(NAMED, (_, field: string, thing: string) => `${field} = "${within(thing, workerIn(toml), name)}"`)
    // By an id that somebody wrote in, both would have one database; a route would take the first one's readers.
    .replaceAll(/^(?:(?:preview_)?database_id|preview_bucket_name|routes?) = .*\n/gm, "")
    // Rate limits are counted by their number, in the whole account.
    .replaceAll(/^namespace_id = "(\d+)"/gm, (_, number: string) => `namespace_id = "${numberOf(name)}${number}"`);

/** What the account knows by a name. */
const NAMED = /^(database_name|bucket_name|queue|dead_letter_queue) = "([^"]+)"/gm;

const workerIn = (toml: string): string => /^name = "([^"]+)"/m.exec(toml)?.[1] ?? "";

/** A name in an environment: behind the Worker's own, which it mostly begins with. */
const within = (thing: string, worker: string, environment: string): string =>
  thing === worker || thing.startsWith(`${worker}-`)
    ? `${worker}-${environment}${thing.slice(worker.length)}`
    : `${thing}-${environment}`;

/** A number for a name: another one for each name that somebody is likely to give. */
const numberOf = (name: string): number =>
  1 + ([...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % 998);

export const isEnvironmentName = (name: string): boolean => /^[a-z][a-z0-9-]{0,20}$/.test(name);

/** The queues that a configuration names: wrangler makes databases and buckets by itself, but no queues. */
export const queuesIn = (toml: string): string[] => [
  ...new Set([...toml.matchAll(/^queue = "([^"]+)"/gm)].map(([, name = ""]) => name)),
];

/** The database that a configuration names. */
export const databaseIn = (toml: string): string => /^database_name = "([^"]+)"/m.exec(toml)?.[1] ?? "";

/** Migrations that a database has and this code lacks: its tables are newer, so this code would be older than what is there. */
export const newerMigrations = (applied: readonly string[], known: readonly string[]): string[] =>
  applied.filter((name) => !known.includes(name));

/** Whether mail can be sent from an address. What Cloudflare allows besides is said when it is deployed. */
export const isMailAddress = (text: string): boolean => /^[^\s@"\\]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text);

/**
 * A configuration with the binding that sends mail, from one address alone. It isn't in wrangler.toml: Email Sending needs
 * Workers Paid and a domain that was set up for it, and without them a deployment with the binding would fail.
 */
export const mailConfig = (toml: string, from: string): string =>
  `${toml}\n[[send_email]]\nname = "MAIL"\nallowed_sender_addresses = ["${from}"]\n`;
