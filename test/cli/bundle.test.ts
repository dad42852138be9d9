import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../support/paths.ts";

/**
 * What the Worker may weigh, in KiB of gzip: what weighs more starts later. To raise it on purpose, look first at what came in
 * (`npx wrangler deploy --dry-run --metafile`), write the new figure here, and say in the commit what it is for.
 */
const BUDGET = 685;

const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const folder = mkdtempSync(join(tmpdir(), "commonwire-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What Cloudflare would be sent, in KiB of gzip: code, and the samples of /docs. Source maps don't count: no Worker loads them. */
function weigh(): number {
  // Wrangler builds NODE_ENV into the Worker, and here it is vitest's.
  const env = { ...process.env, NODE_ENV: undefined };
  execFileSync(process.execPath, [WRANGLER, "deploy", "--dry-run", "--outdir", folder], { cwd: ROOT, env });
  const modules = readdirSync(folder, { encoding: "utf8" }).filter((path) => !/\.map$|^README/.test(path));
  expect(modules).toContain("worker.js");
  return modules.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length / 1024, 0);
}

test("the Worker weighs no more than its budget", () => {
  expect(weigh()).toBeLessThanOrEqual(BUDGET);
});
