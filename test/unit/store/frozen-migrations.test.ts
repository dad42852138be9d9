import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../support/paths.ts";

const FOLDER = join(ROOT, "src/store/migrations");
const LIST = "test/fixtures/migrations.json";
const names = readdirSync(FOLDER).sort();
const sqlOf = (name: string): string => readFileSync(join(FOLDER, name), "utf8");
const published: Record<string, string> = JSON.parse(readFileSync(join(ROOT, LIST), "utf8"));

/** Returns the statements of a migration, without comments. There are no triggers, which would contain statements. */
const statementsOf = (sql: string): string[] =>
  sql
    .replaceAll(/--.*$/gm, "")
    .split(";")
    .map((each) => each.trim().replaceAll(/\s+/g, " "))
    .filter((each) => each !== "");

/** What a migration may do: the previous code still runs while it is applied, and runs again after a rollback. */
const ADDITIVE = [
  /^CREATE (?:VIRTUAL )?TABLE /i,
  /^CREATE (?:UNIQUE )?INDEX /i,
  /^DROP INDEX /i,
  /^ALTER TABLE \w+ ADD COLUMN /i,
  /^INSERT (?:OR \w+ )?INTO /i,
  /^UPDATE /i,
  /^WITH .* (?:INSERT|UPDATE) /i,
];
const isAdditive = (statement: string): boolean => ADDITIVE.some((each) => each.test(statement));

describe("migrations", () => {
  test.each(names)("%s is the one that was published, and only adds", (name) => {
    const hash = createHash("sha256").update(sqlOf(name)).digest("hex");
    const advice = `Published migrations are frozen: wires have run them. Write a new one. Is ${name} itself new, add "${name}": "${hash}" to ${LIST}.`;
    expect(published[name], advice).toBe(hash);
    for (const statement of statementsOf(sqlOf(name)))
      expect([statement.slice(0, 60), isAdditive(statement)]).toEqual([statement.slice(0, 60), true]);
  });

  test("none that was published is gone, and numbers go up", () => {
    expect(names).toEqual(expect.arrayContaining(Object.keys(published)));
    const numbers = names.map((name) => Number(/^(\d{4})_[a-z_]+\.sql$/.exec(name)?.[1]));
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  test.each([
    "DROP TABLE article",
    "ALTER TABLE article RENAME TO story",
    "ALTER TABLE article DROP COLUMN body",
    "DELETE FROM article",
  ])("%s would be refused", (statement) => {
    expect(isAdditive(statement)).toBe(false);
  });

  // A column that the previous code doesn't write must be optional or have a default.
  test.each(names)("%s adds no column that a row needs and code from before doesn't write", (name) => {
    for (const statement of statementsOf(sqlOf(name)).filter((each) => /ADD COLUMN/i.test(each)))
      expect([statement, /NOT NULL/i.test(statement) && !/DEFAULT/i.test(statement)]).toEqual([statement, false]);
  });
});
