/**
 * The configuration of another environment, made of that of the first: the same Worker under names of its own, so that
 * nothing of one reaches the other. `name` is made of lower-case letters, digits and hyphens.
 */
export const environmentConfig = (toml: string, name: string): string =>
  toml
    .replaceAll(/"commonwire((?:-[a-z]+)?)"/g, `"commonwire-${name}$1"`)
    // Rate limits are counted by their number, in the whole account.
    .replaceAll(/^namespace_id = "(\d+)"/gm, (_, number: string) => `namespace_id = "${numberOf(name)}${number}"`);

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
