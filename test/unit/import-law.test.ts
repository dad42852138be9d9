import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/paths.ts";

const SRC = join(ROOT, "src");

/** Which folder may import which others; its own it always may. */
const LAW: Record<string, string[]> = {
  model: [],
  sources: ["model"],
  ingest: ["model", "sources"],
  render: ["model"],
  store: ["model"],
  jobs: ["model", "ingest", "sources", "render", "store", "env.ts"],
  http: ["model", "ingest", "sources", "render", "store", "jobs", "env.ts"],
  cli: ["model", "ingest", "sources"],
  "worker.ts": ["jobs", "http", "env.ts"],
  "env.ts": ["model", "../package.json"],
};

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

/** What a relative import leads to, as the law names it. */
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

test.each(files.filter((path) => folderOf(path) === "model"))("%s is pure", (path) => {
  const source = readFileSync(join(SRC, path), "utf8");
  expect(importsOf(path).filter((imported) => !imported.startsWith(".") && imported !== "zod")).toEqual([]);
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
    // The Worker names its own module for the types of ctx.exports.
    for (const each of next.filter((to) => files.includes(to) && to !== path)) visit(each, [...trail, path]);
    done.add(path);
  };
  for (const path of files) visit(path, []);
});
