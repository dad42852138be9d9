import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PROBLEMS } from "../../src/contract/problem.ts";
import { description, door, wire } from "../../src/http/app.ts";
import { Author } from "../../src/model/author.ts";
import {
  ArticleFile,
  ImageInFile,
  LicenceFile,
  PublicationFile,
} from "../../src/sources/content-folder/field-schemas.ts";
import { ROOT } from "../support/paths.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const README = read("README.md");

/** The part of the README under a heading. */
const under = (heading: string): string => {
  const start = README.indexOf(`\n### ${heading}`);
  expect(start, heading).toBeGreaterThan(0);
  const end = README.slice(start + 5).search(/\n##/);
  return README.slice(start, end < 0 ? undefined : start + 5 + end);
};

/** Every field of a schema, those inside its objects and lists too. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldsOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, each]) => [name, ...fieldsOf(each)]);
}

const named = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
/** The names in the first column of a table. */
const firstColumn = (text: string): string[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => named(line.split("|")[1] ?? ""));

describe("front matter", () => {
  test.each([
    ["`content/publication.yaml`", PublicationFile],
    ["`content/authors/*.yaml`", Author],
    ["`content/licences/*.md`", LicenceFile],
    ["`content/articles/*.md`", z.object({ ...ArticleFile.shape, images: z.array(ImageInFile) })],
  ])("%s: the README names each field, and no other", (heading, schema) => {
    const section = under(heading);
    const fields = [...new Set(fieldsOf(schema))];
    expect(fields.filter((field) => !named(section).includes(field))).toEqual([]);
    expect(firstColumn(section).filter((field) => !fields.includes(field))).toEqual([]);
  });
});

describe("settings, commands, errors, routes", () => {
  test("every setting is in the README, and no other", () => {
    const settings = [
      ...(/export type Raw = \{(.*?)\}/s.exec(read("src/env.ts"))?.[1] ?? "").matchAll(/^\s*(\w+)\??:/gm),
    ].map((match) => match[1] ?? "");
    const cli = [...read("src/cli/target.ts").matchAll(/process\.env\.(\w+)/g)].map((match) => match[1] ?? "");
    const table = README.slice(README.indexOf("\n## Settings"));
    expect(firstColumn(table).sort()).toEqual([...new Set([...settings, ...cli])].sort());
  });

  test("every script of package.json is in the README, and no other", () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
    const told = [...README.slice(README.indexOf("\n## Commands")).matchAll(/\| `npm (?:run )?([\w:-]+)/g)].map(
      (match) => match[1] ?? "",
    );
    expect([...new Set(told)].sort()).toEqual(Object.keys(scripts).sort());
  });

  test("every error code is in the README and in the description, and no other", () => {
    const codes = Object.keys(PROBLEMS);
    const list = /`\/docs` lists the codes:\n(.*)\n/.exec(README)?.[1] ?? "";
    expect(named(list)).toEqual(codes);
    const document = JSON.stringify(description("http://localhost:8787", "0"));
    for (const code of codes) expect(document).toContain(`"${code}"`);
  });

  test("every route is in the README's table of addresses", () => {
    const table = README.slice(README.indexOf("\n## Addresses"), README.indexOf("\n## Content"));
    const told = named(table).map((address) => address.replaceAll("…", ""));
    const first = (path: string) => path.replace(/[:{].*$/, "");
    const routes = [...wire.routes, ...door.routes].map(({ path }) => path).filter((path) => !path.endsWith("*"));
    for (const path of routes)
      expect(
        told.some(
          (address) =>
            first(address) === first(path) ||
            ["/v1/desk", "/v1/publisher", "/publisher", "/desk", "/licensed", "/k"].some(
              (whole) => path.startsWith(`${whole}/`) && first(address).startsWith(whole),
            ),
        ),
        path,
      ).toBe(true);
  });

  test("the description has every route of /v1, and no other", () => {
    const routes = [...wire.routes, ...door.routes]
      .filter(({ path, method }) => path.startsWith("/v1/") && !path.includes("*") && method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const described = Object.entries(description("http://localhost:8787", "0").paths ?? {}).flatMap(
      ([path, methods]: [string, object]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual([...new Set(routes)].sort());
  });
});

test("every table is in the store's README, and no other", () => {
  const migrations = readdirSync(join(ROOT, "src/store/migrations")).sort();
  const sql = migrations.map((name) => read(`src/store/migrations/${name}`)).join("");
  const tables = [...sql.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1] ?? "");
  const told = [...read("src/store/README.md").matchAll(/^## `(\w+)`/gm)].map((match) => match[1] ?? "");
  expect(told).toEqual(tables);
});

test("every test that the conformance table names exists", () => {
  const rows = [...read("test/conformance/README.md").matchAll(/^\| .* \| `([^`]+)` (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(30);
  const missing = rows.filter(([, file = "", title = ""]) => !read(join("test/conformance", file)).includes(title));
  expect(missing.map(([row]) => row)).toEqual([]);
});
