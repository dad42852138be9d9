import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../support/paths.ts";

/**
 * The limit for the Worker's size, in KiB of gzip: a larger one starts more slowly. Before raising it, look at what was added
 * (`npx wrangler deploy --dry-run --metafile`), enter the new number here, and explain it in the commit.
 */
const BUDGET = 685;

const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const folder = mkdtempSync(join(tmpdir(), "commonwire-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Returns the size of what Cloudflare would be sent, in KiB of gzip: code, and the samples of /docs. Source maps don't count: no
 * Worker loads them.
 */
function weigh(): number {
  // Wrangler compiles NODE_ENV into the Worker, and here vitest has set it.
  const env = { ...process.env, NODE_ENV: undefined };
  execFileSync(process.execPath, [WRANGLER, "deploy", "--dry-run", "--outdir", folder], { cwd: ROOT, env });
  const modules = readdirSync(folder, { encoding: "utf8" }).filter((path) => !/\.map$|^README/.test(path));
  expect(modules).toContain("worker.js");
  return modules.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length / 1024, 0);
}

test("the Worker weighs no more than its budget", () => {
  expect(weigh()).toBeLessThanOrEqual(BUDGET);
});
