import { existsSync, globSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { newToken } from "../../src/cli/secrets.ts";
import { PROBLEMS } from "../../src/contract/problem.ts";
import { description, door, wire } from "../../src/http/app.ts";
import {
  BATCH,
  CACHE,
  KEY_WATCH,
  KEYS,
  LENGTH,
  OUTAGE,
  PAGES,
  PUSH,
  RATE,
  RETENTION,
  RETRY_MINUTES,
} from "../../src/model/policy.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { KEY_SCOPES } from "../../src/model/publisher/scope.ts";
import { SourceSettings } from "../../src/model/source/settings.ts";
import { HOUR, MINUTE, SECOND } from "../../src/model/time.ts";
import {
  ArticleFile,
  AuthorFile,
  ImageInFile,
  LicenceFile,
  PublicationFile,
} from "../../src/sources/content-folder/field-schemas.ts";
import { addressesIn, leadsTo, type Route } from "../support/addresses.ts";
import { DOCUMENTS, read } from "../support/documents.ts";
import { LAW, WINGS } from "../support/import-law.ts";
import { firstColumn, namesIn, rowsOf, sectionOf } from "../support/markdown.ts";
import { ROOT } from "../support/paths.ts";

/** Returns every field of a schema, including those of its objects and lists. */
function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldsOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, each]) => [name, ...fieldsOf(each)]);
}

const { scripts, version } = z
  .object({ scripts: z.record(z.string(), z.string()), version: z.string() })
  .parse(JSON.parse(read("package.json")));

/** Returns the npm scripts that a text says to run. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short ?? "");

test("the front page is at most 8 kB", () => {
  expect(new TextEncoder().encode(read("README.md")).length).toBeLessThanOrEqual(8000);
});

test("the front page leads to every other document", () => {
  const led = linksIn(read("README.md"));
  const rooms = DOCUMENTS.filter((path) => path !== "README.md" && !path.startsWith("test/fixtures/"));
  expect(rooms.filter((path) => !led.includes(path))).toEqual([]);
});

/** Returns the link targets of a text inside the project. Links in code are only examples. */
function linksIn(text: string): string[] {
  return [...text.replaceAll(/`[^`\n]*`/g, "").matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, link = ""]) => link);
}

describe.each(DOCUMENTS)("%s", (document) => {
  test("has no link that leads nowhere", () => {
    const broken = linksIn(read(document)).filter((link) => !existsSync(join(ROOT, dirname(document), link)));
    expect(broken).toEqual([]);
  });

  test("names no file or folder of the project that isn't there", () => {
    const paths = [...read(document).matchAll(/(?<![\w./-])(?:src|test|content|\.github)\/[\w./*-]*[\w*/]/g)];
    expect(paths.map(([path]) => path).filter((path) => globSync(path, { cwd: ROOT }).length === 0)).toEqual([]);
  });

  test("tells nobody to run a script that isn't there", () => {
    expect(scriptsIn(read(document)).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe("content/README.md", () => {
  const README = read("content/README.md");

  test.each([
    ["## `publication.yaml`", PublicationFile],
    ["## `authors/*.yaml`", AuthorFile],
    ["## `licences/*.md`: clauses in front, the terms behind", LicenceFile],
    [
      "## `articles/*.md`: front matter, then Markdown",
      z.object({ ...ArticleFile.shape, images: z.array(ImageInFile) }),
    ],
    ["## `sources.yaml`", SourceSettings],
  ])("%s names each field, and no other", (heading, schema) => {
    const section = sectionOf(README, heading);
    const fields = [...new Set(fieldsOf(schema))];
    expect(fields.filter((field) => !namesIn(section).includes(field))).toEqual([]);
    expect(firstColumn(section).filter((field) => !fields.includes(field))).toEqual([]);
  });
});

describe("src/cli/README.md", () => {
  const README = read("src/cli/README.md");

  test("has every setting, and no other", () => {
    const settings = [
      ...(/export type RawEnv = \{(.*?)\}/s.exec(read("src/env.ts"))?.[1] ?? "").matchAll(/^\s*(\w+)\??:/gm),
    ].map(([, name = ""]) => name);
    const cli = [...read("src/cli/target.ts").matchAll(/process\.env\.(\w+)/g)].map(([, name = ""]) => name);
    expect(firstColumn(sectionOf(README, "## Settings")).sort()).toEqual([...new Set([...settings, ...cli])].sort());
  });

  test("has every script of package.json, and no other", () => {
    const told = scriptsIn(firstColumn(sectionOf(README, "## Commands")).join("\n"));
    expect([...new Set(told)].sort()).toEqual(Object.keys(scripts).sort());
  });
});

describe("src/http/README.md", () => {
  const README = read("src/http/README.md");
  const METHODS = ["GET", "POST", "PUT", "DELETE"];
  // Hono lists a route's middleware as separate routes with the same name.
  const named = new Map<string, Route>(
    [...wire.routes, ...door.routes]
      .filter(({ path, method }) => METHODS.includes(method) && !path.endsWith("*"))
      .map((route) => [`${route.method} ${route.path}`, route]),
  );
  const routes = [...named.values()];
  const told = addressesIn(rowsOf(sectionOf(README, "## Addresses")).map(([cell = ""]) => cell));

  test.each([...named])("lists %s", (_, route) => {
    expect(told.some((address) => leadsTo(address, route))).toBe(true);
  });

  test.each(told.map((address) => [`${address.method} ${address.path}`, address] as const))(
    "%s is an address",
    (_, address) => {
      expect(routes.some((route) => leadsTo(address, route))).toBe(true);
    },
  );

  test("has the prefix of every kind of key, and no other", () => {
    const kept = (["full", "feed", "application"] as const).map((kind) => newSecret(kind, new Uint8Array(32)));
    const people = (["link", "session"] as const).map((kind) => newSecret(kind, new Uint8Array(32)));
    const prefixes = [...kept, newToken(), ...people].map((secret) => /^[a-z]+_/.exec(secret)?.[0]);
    expect(firstColumn(sectionOf(README, "## Keys"))).toEqual(prefixes);
  });

  test("has every scope of keys, and no other", () => {
    expect(firstColumn(sectionOf(README, "## Key scopes"))).toEqual([...KEY_SCOPES]);
  });

  test("has every error code, as the description has, and no other", () => {
    const codes = Object.keys(PROBLEMS);
    expect(firstColumn(sectionOf(README, "## Errors"))).toEqual(codes);
    const document = JSON.stringify(description("http://localhost:8787", "0"));
    for (const code of codes) expect(document).toContain(`"${code}"`);
  });

  test("says of every error code which status it has", () => {
    const statuses = rowsOf(sectionOf(README, "## Errors")).map(([code = "", status]) => [namesIn(code)[0], status]);
    expect(statuses).toEqual(Object.entries(PROBLEMS).map(([code, { status }]) => [code, ` ${status} `]));
  });

  test("the description has every route of /v1, and no other", () => {
    const paths = [...wire.routes, ...door.routes]
      .filter(({ path, method }) => path.startsWith("/v1/") && !path.includes("*") && method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const described = Object.entries(description("http://localhost:8787", "0").paths ?? {}).flatMap(
      ([path, methods]: [string, object]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.filter((each) => each.includes(" /v1/")).sort()).toEqual([...new Set(paths)].sort());
  });
});

/** All our READMEs as one line: sentences may move from one to another. */
const READMES = ["", "src", "content", "test"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder !== "", encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter((path) => path.endsWith("README.md"))
  .map((path) => read(path).replaceAll(/\s+/g, " "))
  .join(" ");

const AND = new Intl.ListFormat("en-GB", { type: "conjunction" });
const listed = (numbers: readonly number[]) => AND.format(numbers.map(String));
const waits = RETRY_MINUTES.slice(0, PUSH.tries - 1);
const short = waits.filter((each) => each * MINUTE < HOUR);
const long = waits.filter((each) => each * MINUTE >= HOUR).map((each) => (each * MINUTE) / HOUR);
const WORDS: Record<string, number> = { ten: 10, three: 3, fifty: 50, "a second": 1, "a minute": 60 };

describe("what READMEs promise is the policy's number", () => {
  test.each<[string, RegExp, number | string]>([
    ["KEYS.revokedWithinSeconds", /dead everywhere within (\w+) seconds/g, KEYS.revokedWithinSeconds],
    ["KEYS.managesDays", /goes on managing for (\w+) days/g, KEYS.managesDays],
    ["KEY_WATCH.requests", /at most (\w+) pages that it allows/g, KEY_WATCH.requests],
    ["RETENTION.applicantDays", /data is deleted (\w+) days after a refusal/g, RETENTION.applicantDays],
    ["RETENTION.noticeDays", /withdrawn from it in the last (\w+) days/g, RETENTION.noticeDays],
    ["RETENTION.noticeDays", /in the second for (\w+) days/g, RETENTION.noticeDays],
    ["RETENTION.noticeDays", /A notice leaves after (\w+) days/g, RETENTION.noticeDays],
    ["RETENTION.changedDays", /(?:that|and) changed(?: in the last|, for) (\w+) days/g, RETENTION.changedDays],
    ["PAGES.feedChanges", /days, at most (\w+); and notices/g, PAGES.feedChanges],
    ["PUSH.timeoutSeconds", /within (\w+) seconds is tried again/g, PUSH.timeoutSeconds],
    ["RETRY_MINUTES, PUSH.tries", /tried again after ([\d, and]+) minutes/g, listed(short)],
    ["RETRY_MINUTES, PUSH.tries", /tried again after .{0,30}minutes, ([\d, and]+) hours/g, listed(long)],
    ["PAGES.feedItems", /`licence\/…`; (\w+) items/g, PAGES.feedItems],
    ["PAGES.feedNotices", /notices of the (\w+) newest/g, PAGES.feedNotices],
    ["PAGES.archive", /in pages of (\w+) from the oldest/g, PAGES.archive],
    ["PAGES.withdrawn", /; (\w+) a page, then/g, PAGES.withdrawn],
    ["LENGTH.goodSummary", /a summary of (\w+) characters or more/g, LENGTH.goodSummary],
    ["CACHE.maxAgeSeconds", /for its `max-age`, (a minute|\w+)\./g, CACHE.maxAgeSeconds],
    ["CACHE.stateMs", /trusts a state for (a second|\w+)/g, CACHE.stateMs / SECOND],
    ["OUTAGE.servedMs", /for (\w+) minutes at most\./g, OUTAGE.servedMs / MINUTE],
    ["OUTAGE.ledgerMs", /waited for at most (\w+) ms/g, OUTAGE.ledgerMs],
    ["BATCH.statements", /D1 batch of at most (\w+) statements/g, BATCH.statements],
    ["RATE.keyReads", /answers in a minute; without it (\w+)/g, RATE.keyReads],
  ])("%s: %s", (_, sentence, number) => {
    const told = [...READMES.matchAll(sentence)].map(([, each = ""]) => WORDS[each] ?? each);
    expect(told.map(String)).toEqual(told.map(() => String(number)));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe("src/README.md", () => {
  const README = read("src/README.md");

  /** Reads a table of the import law: the folder in the first column may import those in the last; `.` is the folder itself. */
  const lawIn = (heading: string): Record<string, string[]> =>
    Object.fromEntries(
      rowsOf(sectionOf(README, heading)).map((cells) => [
        wingIn(namesIn(cells[0] ?? "")[0] ?? ""),
        namesIn(cells.at(-1) ?? "").map(wingIn),
      ]),
    );
  const wingIn = (name: string): string => (name === "." ? "" : name);

  const sorted = (law: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(law).map(([name, imports]) => [name, [...imports].sort()]));

  test("its table of folders is the import law's", () => {
    expect(sorted(lawIn("## Folders"))).toEqual(sorted(LAW));
  });

  test.each(Object.entries(WINGS))("its table of the wings of %s is the import law's", (layer, wings) => {
    expect(sorted(lawIn(`### Wings of \`${layer}\``))).toEqual(sorted(wings));
  });

  test("has a table of wings of no other folder", () => {
    const told = [...README.matchAll(/^### Wings of `(\w+)`$/gm)].map(([, layer]) => layer);
    expect(told.sort()).toEqual(Object.keys(WINGS).sort());
  });

  test("leads to a file for every subject", () => {
    const rows = rowsOf(sectionOf(README, "## Where to change what"));
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter(([, where = ""]) => !namesIn(where).some((path) => path.startsWith("src/")))).toEqual([]);
  });
});

test("every table is in src/store/README.md, and no other", () => {
  const migrations = readdirSync(join(ROOT, "src/store/migrations")).sort();
  const sql = migrations.map((name) => read(`src/store/migrations/${name}`)).join("");
  const tables = [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, name = ""]) => name);
  const told = [...read("src/store/README.md").matchAll(/^## `(\w+)`/gm)].map(([, name = ""]) => name);
  expect(told).toEqual(tables);
});

test("every test that the conformance table names exists", () => {
  const rows = [...read("test/conformance/README.md").matchAll(/^\| .* \| `([^`]+)` (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(30);
  const missing = rows.filter(([, file = "", title = ""]) => !read(join("test/conformance", file)).includes(title));
  expect(missing.map(([row]) => row)).toEqual([]);
});

test("test/README.md has every folder of tests, and no other", () => {
  const folders = readdirSync(join(ROOT, "test"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const told = firstColumn(sectionOf(read("test/README.md"), "## What is where"));
  expect(told.sort()).toEqual(folders.map(({ name }) => `${name}/`).sort());
});

test("CHANGELOG.md begins with what is unreleased, and has this version", () => {
  const headings = [...read("CHANGELOG.md").matchAll(/^## \[([^\]]+)\]/gm)].map(([, name]) => name);
  expect(headings[0]).toBe("Unreleased");
  expect(headings).toContain(version);
});
