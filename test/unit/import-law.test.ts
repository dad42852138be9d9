import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { LAW, WINGS } from "../support/import-law.ts";
import { ROOT } from "../support/paths.ts";

const SRC = join(ROOT, "src");

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"),
);

const importsOf = (path: string): string[] =>
  [
    ...readFileSync(join(SRC, path), "utf8").matchAll(
      /^(?:(?:import|export) [^"]*?from |import )"([^"]+)"|import\("([^"]+)"\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? "");

const folderOf = (path: string): string => path.split("/")[0] ?? "";

/** Resolves a relative import to the folder that the law names. */
function target(path: string, imported: string): string {
  const to = relative(SRC, join(SRC, dirname(path), imported));
  return to.startsWith("..") ? to : folderOf(to);
}

test("the folders of src are the law's", () => {
  expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(LAW).sort());
});

test.each(files)("%s imports only what its folder may", (path) => {
  const folder = folderOf(path);
  const broken = importsOf(path)
    .filter((imported) => imported.startsWith("."))
    .map((imported) => target(path, imported))
    .filter((to) => to !== folder && !LAW[folder]?.includes(to));
  expect(broken).toEqual([]);
});

/** Returns the subfolder of a file within its top-level folder. */
const wingOf = (path: string): string => dirname(path).split("/").slice(1).join("/");

describe.each(Object.entries(WINGS))("the wings of %s", (layer, wings) => {
  const inside = files.filter((path) => folderOf(path) === layer);

  test("are the law's", () => {
    const there = [...new Set(inside.map(wingOf))].sort();
    expect(there.filter((wing) => wing !== "")).toEqual(
      Object.keys(wings)
        .filter((wing) => wing !== "")
        .sort(),
    );
  });

  test.each(inside)("%s imports only what its wing may", (path) => {
    const own = wingOf(path);
    const wingsImported = importsOf(path)
      .filter((imported) => imported.startsWith("."))
      .map((imported) => relative(SRC, join(SRC, dirname(path), imported)))
      .filter((to) => folderOf(to) === layer)
      .map(wingOf);
    expect([...new Set(wingsImported)].filter((to) => to !== own && !wings[own]?.includes(to))).toEqual([]);
  });
});

describe("src/http", () => {
  const inside = files.filter((path) => folderOf(path) === "http");

  test("holds nothing but wings, the table of contents and the contexts", () => {
    expect(inside.filter((path) => wingOf(path) === "").sort()).toEqual(["http/app.ts", "http/context.ts"]);
  });

  test("has no wing of more than 16 files", () => {
    const counts = Map.groupBy(inside, wingOf);
    expect([...counts].filter(([, { length }]) => length > 16).map(([wing]) => wing)).toEqual([]);
  });

  test("has guards that only files of guards declare", () => {
    const declaring = inside.filter(
      (path) => path !== "http/auth/audience.ts" && /\basGuard[<(]/.test(readFileSync(join(SRC, path), "utf8")),
    );
    expect(declaring.length).toBeGreaterThan(3);
    expect(declaring.filter((path) => !/^http\/auth\/guard-[a-z]+\.ts$/.test(path))).toEqual([]);
  });

  test("has no file of routes that imports another one", () => {
    const routes = inside.filter((path) => /: Routes<|: Pick<Routes</.test(readFileSync(join(SRC, path), "utf8")));
    expect(routes.length).toBeGreaterThan(15);
    const broken = routes.flatMap((path) =>
      importsOf(path)
        .map((imported) => relative(SRC, join(SRC, dirname(path), imported)))
        .filter((to) => routes.includes(to) && to !== "http/context.ts")
        .map((to) => `${path} → ${to}`),
    );
    expect(broken).toEqual([]);
  });
});

/** The packages that the model may import: each contains only pure functions or data. */
const PURE = ["zod", "tldts", "email-providers/all.json"];

test.each(files.filter((path) => folderOf(path) === "model"))("%s is pure", (path) => {
  const source = readFileSync(join(SRC, path), "utf8");
  expect(importsOf(path).filter((imported) => !imported.startsWith(".") && !PURE.includes(imported))).toEqual([]);
  expect(source).not.toMatch(/Date\.now|new Date\(\)|Math\.random|fetch\(|randomUUID/);
});

test.each(files.filter((path) => folderOf(path) === "render"))("%s reads no clock and no chance", (path) => {
  expect(readFileSync(join(SRC, path), "utf8")).not.toMatch(/Date\.now|new Date\(\)|Math\.random|randomUUID/);
});

test("no cycles between files", () => {
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    expect(trail, `cycle: ${[...trail, path].join(" → ")}`).not.toContain(path);
    if (done.has(path)) return;
    const next = importsOf(path)
      .filter((imported) => imported.startsWith("."))
      .map((imported) => relative(SRC, join(SRC, dirname(path), imported)));
    // The Worker imports its own module for the types of ctx.exports.
    for (const each of next.filter((to) => files.includes(to) && to !== path)) visit(each, [...trail, path]);
    done.add(path);
  };
  for (const path of files) visit(path, []);
});
