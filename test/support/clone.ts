import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { z } from "zod";
import { ROOT } from "./paths.ts";

/** The first port: below the ephemeral range, so that no connection of another test takes one in the meantime. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;

/** Returns a port that is free now: `npm start` may be running alongside the tests. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().once("error", () => resolve(freePort()));
    probe.listen(FIRST_PORT + Math.floor(Math.random() * PORTS), () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

/** Runs a package.json script in a folder as npm does, without npm's own half second of startup. */
function runScript(folder: string, script: string, args: readonly string[]) {
  const [command = "", ...first] = (scripts[script] ?? "").split(" ");
  const { status, stdout, stderr } = spawnSync(command, [...first, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(folder, "node_modules/.bin")}${delimiter}${process.env.PATH}` },
  });
  return { status, said: stdout + stderr };
}

/** Runs a script of the clone. */
type Run = (script: string, ...args: string[]) => { status: number | null; said: string };

/** workerd's error if another process has just taken the port that wrangler picked for itself. */
const TAKEN = "Address already in use";
const STARTS = 3;

/**
 * Runs `npm start` in a fresh copy of the clone's files, so that a test neither sees nor changes its own checkout. `prepare` runs
 * there first and returns extra arguments for the start. Starts again if a port was taken.
 */
export async function startClone(prepare: (run: Run) => string[] = () => []) {
  for (let started = 1; started < STARTS; started++)
    try {
      return await startOnce(prepare);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes(TAKEN))) throw error;
    }
  return startOnce(prepare);
}

/**
 * Fetches over a new connection. While a script runs synchronously, this process can't notice that the wire has closed an idle
 * connection, and would reuse it.
 */
export const fetchAnew = (address: string, init: RequestInit = {}): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.set("Connection", "close");
  return fetch(address, { ...init, headers });
};

/** Whether any process of a group is running. */
function isRunning(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    // ESRCH: there is none.
    return false;
  }
}

async function startOnce(prepare: (run: Run) => string[]) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "commonwire-"));
  for (const name of ["package.json", "wrangler.toml", "tsconfig.json", "src", "content"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const run: Run = (script, ...args) => runScript(folder, script, args);
  const args = prepare(run);
  let output = "";
  const launch = () => {
    const server = spawn("npm", ["start", "--", "--port", String(port), ...args], {
      cwd: folder,
      detached: true,
      env: { ...process.env, NO_COLOR: "1" },
    });
    for (const stream of [server.stdout, server.stderr]) stream?.on("data", (chunk) => (output += chunk));
    return { server, ended: new Promise((resolve) => server.once("exit", resolve)) };
  };
  let running = launch();
  /** Waits until the program has printed something, four minutes at most: the machine may be busy. */
  const said = async (words: string, from = 0): Promise<void> => {
    for (let tried = 0; tried < 2400; tried++) {
      if (output.slice(from).includes(words)) return;
      if (output.includes(TAKEN)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`It never said "${words}":\n${output}`);
  };
  const end = async () => {
    const { server, ended } = running;
    if (server.pid && server.exitCode === null) process.kill(-server.pid, "SIGTERM");
    await ended;
    // npm exits before its child processes, and the wire writes to its folder until it has exited too.
    for (let tried = 0; server.pid && isRunning(server.pid) && tried < 300; tried++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    if (server.pid && isRunning(server.pid)) process.kill(-server.pid, "SIGKILL");
  };
  const stop = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  /** Stops it, changes its folder, and starts it again on the same port. */
  const restart = async (meanwhile: () => void) => {
    await end();
    meanwhile();
    const from = output.length;
    running = launch();
    await said("Try next", from);
  };
  // Stops a wire that didn't come up.
  await said("Try next").catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    folder,
    port,
    origin: `http://localhost:${port}`,
    output: () => output,
    said,
    /** Runs one of the clone's scripts. */
    run,
    restart,
    stop,
  };
}
