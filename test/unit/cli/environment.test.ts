import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  databaseIn,
  environmentConfig,
  isEnvironmentName,
  newerMigrations,
  queuesIn,
} from "../../../src/cli/environment.ts";
import { ROOT } from "../../support/paths.ts";

const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
const staging = environmentConfig(toml, "staging");

/** Returns every name and id of an account resource in a configuration. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/^(?:name|database_name|bucket_name|queue|namespace_id) = "([^"]+)"/gm)].map(
    ([, name = ""]) => name,
  );
const ours = (text: string) => namesIn(text).filter((name) => !/^[A-Z_]+$/.test(name));

test("another environment shares nothing with the first", () => {
  const [one, other] = [ours(toml), ours(staging)];
  expect(other).toHaveLength(one.length);
  expect(other.filter((name) => one.includes(name))).toEqual([]);
  expect(queuesIn(staging)).toEqual(["commonwire-staging-deliveries", "commonwire-staging-pings"]);
  expect(databaseIn(staging)).toBe("commonwire-staging");
});

test("two environments share nothing either", () => {
  const other = ours(environmentConfig(toml, "preview"));
  expect(ours(staging).filter((name) => other.includes(name))).toEqual([]);
});

test("nor where a newsroom gave names of its own, or wrote ids in", () => {
  const own = toml
    .replaceAll('"commonwire-images"', '"pictures"')
    .replaceAll('"commonwire', '"harbour')
    .replace('database_name = "harbour"', 'database_name = "news"\ndatabase_id = "0f6c"\npreview_database_id = "1a"');
  const made = environmentConfig(own, "staging");
  expect(ours(made).filter((name) => ours(own).includes(name))).toEqual([]);
  expect(made).not.toMatch(/database_id/);
  expect(namesIn(made)).toEqual(expect.arrayContaining(["harbour-staging", "news-staging", "pictures-staging"]));
  expect(queuesIn(made)).toEqual(["harbour-staging-deliveries", "harbour-staging-pings"]);
});

test("everything else stays", () => {
  const blank = (text: string) => text.replaceAll(/"commonwire[^"]*"|^namespace_id.*$/gm, "");
  expect(blank(staging)).toBe(blank(toml));
});

test.each([
  ["staging", true],
  ["eu-2", true],
  ["", false],
  ["Staging", false],
  ["../x", false],
  ['a"', false],
])("%j is a name: %s", (name, is) => {
  expect(isEnvironmentName(name)).toBe(is);
});

test("tables are newer than the code where they have a migration that it lacks", () => {
  expect(newerMigrations(["0001_a.sql", "0002_b.sql"], ["0001_a.sql"])).toEqual(["0002_b.sql"]);
  expect(newerMigrations(["0001_a.sql"], ["0001_a.sql", "0002_b.sql"])).toEqual([]);
});
