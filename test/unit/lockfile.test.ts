import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "../support/paths.ts";

/** Packages with install scripts. These stay disabled: their binaries are separate packages in the lockfile. */
const DENIED = ["esbuild", "workerd"];

/** The platforms on which `npm ci` installs a Node to run the scripts. On others they run on the machine's own. */
const PLATFORMS = [
  ["linux", "x64"],
  ["linux", "arm64"],
  ["darwin", "x64"],
  ["darwin", "arm64"],
  ["win32", "x64"],
] as const;

const Only = z.union([z.string(), z.array(z.string())]).transform((only) => [only].flat());
const Entry = z.object({
  version: z.string(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  hasInstallScript: z.boolean().default(false),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  os: Only.optional(),
  cpu: Only.optional(),
  bin: z.record(z.string(), z.string()).default({}),
});
const Lock = z.object({ packages: z.record(z.string(), Entry) });
const Package = z.object({
  scripts: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const { packages } = Lock.parse(JSON.parse(read("package-lock.json")));
const entries = Object.entries(packages).filter(([path]) => path !== "");

/** Returns the lockfile entries that violate a rule. */
const where = (is: (entry: z.output<typeof Entry>, path: string) => boolean): string[] =>
  entries.filter(([path, entry]) => is(entry, path)).map(([path]) => path);

/** Returns the packages that provide a `node` for a platform. */
const nodesOf = (os: string, cpu: string) =>
  entries.flatMap(([path, { bin, version, ...only }]) =>
    /^node_modules\/[^/]+$/.test(path) && bin.node && only.os?.includes(os) && only.cpu?.includes(cpu)
      ? [{ path, version }]
      : [],
  );

describe("what npm ci brings", () => {
  test("is in the lockfile with its SHA-512, whatever the platform", () => {
    expect(entries.length).toBeGreaterThan(300);
    expect(where(({ integrity }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ""))).toEqual([]);
  });

  test("is all of what packages have for other platforms", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  test("comes from whatever registry npm is set to", () => {
    expect(where(({ resolved }) => resolved !== undefined)).toEqual([]);
    expect(read(".npmrc")).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });
});

describe("install scripts", () => {
  test("are those that are known", () => {
    const wanting = where(({ hasInstallScript }) => hasInstallScript);
    expect(wanting.map((path) => path.replace(/^.*node_modules\//, "")).sort()).toEqual(DENIED);
  });

  const { scripts, allowScripts } = Package.parse(JSON.parse(read("package.json")));

  test("of packages are off", () => {
    expect(allowScripts).toEqual(Object.fromEntries(DENIED.map((name) => [name, false])));
  });

  // npm 10 links this platform's `node`, then deletes the link together with those for the other platforms, which have the same
  // name.
  test("of our own are one: it links what was installed, and fetches nothing", () => {
    const own = Object.entries(scripts).filter(([name]) => /^(pre|post)?(install|prepare)$/.test(name));
    expect(own).toEqual([["postinstall", "npm rebuild --ignore-scripts --silent"]]);
  });
});

describe("the Node that runs the scripts", () => {
  // Type stripping prints no warning since 24.3.
  test.each(PLATFORMS)("is one for %s %s, and 24.3 or later", (os, cpu) => {
    const nodes = nodesOf(os, cpu);
    expect(nodes).toHaveLength(1);
    const [major = 0, minor = 0] = (nodes[0]?.version ?? "").split(".").map(Number);
    expect(major > 24 || (major === 24 && minor >= 3)).toBe(true);
  });

  // npm creates it as a link everywhere except on Windows.
  const [own] = process.platform === "win32" ? [] : nodesOf(process.platform, process.arch);
  test.skipIf(own === undefined)("is the `node` of node_modules/.bin", () => {
    const bin = join(ROOT, "node_modules/.bin/node");
    expect(existsSync(bin)).toBe(true);
    expect(execFileSync(bin, ["--version"], { encoding: "utf8" }).trim()).toBe(`v${own?.version}`);
  });
});
