import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./paths.ts";

/** A Worker's script, and the text modules that it imports. */
export type BundledWorker = { contents: string; texts: { type: "Text"; path: string; contents: string }[] };

const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

/** Bundles a Worker the way it is deployed. */
export async function bundle(entry: string): Promise<BundledWorker> {
  const folder = await mkdtemp(join(tmpdir(), "commonwire-bundle-"));
  try {
    // Wrangler compiles NODE_ENV into the Worker, and in a test vitest has set it.
    const env = { ...process.env, NODE_ENV: undefined };
    const args = [WRANGLER, "deploy", entry, "--dry-run", "--outdir", folder];
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
    const script = basename(entry).replace(/\.ts$/, ".js");
    const contents = await readFile(join(folder, script), "utf8");
    const others = (await readdir(folder)).filter((name) => contents.includes(`"./${name}"`));
    const texts = others.map(async (path) => ({
      type: "Text" as const,
      path,
      contents: await readFile(join(folder, path), "utf8"),
    }));
    return { contents, texts: await Promise.all(texts) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
