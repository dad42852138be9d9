import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Clause } from "../../../src/model/licence/clause.ts";
import { clauses, completeLicence } from "../../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../../src/model/licence/mistakes.ts";
import { mistakeSentence, mistakesOf } from "../../../src/model/mistake.ts";
import { LicenceFile } from "../../../src/sources/content-folder/field-schemas.ts";
import { parseFrontMatter } from "../../../src/sources/content-folder/front-matter.ts";
import { ROOT } from "../../support/paths.ts";

const FOLDER = join(ROOT, "test/fixtures/licences");
const FILES = readdirSync(FOLDER).filter((file) => file !== "README.md");

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");

/** The rows of the README's table: condition, files, clauses as `id: value`. */
const ROWS = readFileSync(join(FOLDER, "README.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, condition = "", files = "", said = ""]) => ({ condition, files: named(files), said: named(said) }));

const asText = ({ id, value }: Clause) => `${id}: ${typeof value === "object" ? value.join(", ") : value}`;

/** Returns the mistakes in a license file, and its clauses in the table's format. */
function licence(file: string): { mistakes: string[]; said: string[] } {
  const { data, body, mistakes } = parseFrontMatter(readFileSync(join(FOLDER, file), "utf8"));
  expect(body.trim(), "its terms").not.toBe("");
  const { success, data: fields, error } = LicenceFile.safeParse(data);
  const wrong = success ? licenceMistakes(fields, true) : mistakesOf(error, data);
  return {
    mistakes: [...mistakes, ...wrong].map(mistakeSentence),
    said: success ? clauses(completeLicence(fields)).map(asText) : [],
  };
}

describe("every condition that newsrooms set can be said in clauses", () => {
  test.each(ROWS)("$condition", ({ files, said }) => {
    expect(said).not.toEqual([]);
    expect(files.filter((file) => !FILES.includes(file))).toEqual([]);
    const licences = files.map(licence);
    expect(licences.flatMap(({ mistakes }) => mistakes)).toEqual([]);
    const all = licences.flatMap((each) => each.said);
    expect(said.filter((each) => !all.includes(each))).toEqual([]);
    // No file is listed without a reason.
    expect(files.filter((_, at) => !licences[at]?.said.some((each) => said.includes(each)))).toEqual([]);
  });

  test("the table has a row for each condition, and names every licence", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(29);
    const names = new Set(ROWS.flatMap(({ files }) => files));
    expect(FILES.filter((file) => !names.has(file))).toEqual([]);
  });
});
