import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./paths.ts";

/** A port that is free now: somebody may be running `npm start` beside the tests. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Runs a script of the clone. */
type Run = (script: string, ...args: string[]) => { status: number | null; said: string };

/**
 * `npm start` in a fresh copy of what a clone holds, so that a test neither sees nor changes the one it runs in. `prepare`
 * does something there first, and answers with what the start is told beside its port.
 */
export async function startClone(prepare: (run: Run) => string[] = () => []) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "commonwire-"));
  for (const name of ["package.json", "wrangler.toml", "tsconfig.json", "src", "content"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const run: Run = (script, ...args) => {
    const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script, "--", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { status, said: stdout + stderr };
  };
  const server = spawn("npm", ["start", "--", "--port", String(port), ...prepare(run)], {
    cwd: folder,
    detached: true,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream?.on("data", (chunk) => (output += chunk));
  /** Waits until the program has said something, for a minute at most. */
  const said = async (words: string, from = 0): Promise<void> => {
    for (let tried = 0; tried < 600; tried++) {
      if (output.slice(from).includes(words)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`It never said "${words}":\n${output}`);
  };
  await said("Try next");
  return {
    folder,
    port,
    origin: `http://localhost:${port}`,
    output: () => output,
    said,
    /** Runs one of the clone's scripts. */
    run,
    stop: async () => {
      const ended = new Promise((resolve) => server.on("exit", resolve));
      if (server.pid) process.kill(-server.pid, "SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
