import { spawn } from "node:child_process";

export type Ran = { code: number; stdout: string; stderr: string };

/** The time limit for any program. */
const SECONDS = 60;

/**
 * Runs a program to its end, or kills it. Its environment has no proxy settings and none of the user's own configuration, and
 * uses UTF-8.
 */
export function run(
  command: string,
  args: readonly string[],
  { home = "/nonexistent", input = "" }: { home?: string; input?: string } = {},
): Promise<Ran> {
  const env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, LANG: "C.UTF-8" };
  const child = spawn(command, args, { env, timeout: SECONDS * 1000, killSignal: "SIGKILL" });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A missing program, or one that stops reading, breaks the pipe; its exit code already reports that.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => {
    const done = (code: number, why = "") =>
      resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") + why });
    child.on("error", (error) => done(127, error.message));
    child.on("close", (code, signal) => done(code ?? 1, signal === null ? "" : `killed by ${signal}`));
  });
}

/** Runs a program that must succeed, and returns its output. */
export async function output(command: string, args: readonly string[], options: Parameters<typeof run>[2] = {}) {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.trim().slice(-500)}`);
  return stdout;
}

/** Whether a program runs here. */
export const runs = async (command: string, ...args: string[]): Promise<boolean> =>
  (await run(command, args)).code === 0;

/** Whether an npm package is installed. */
export function installed(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Returns the path of a file in this folder. */
export const beside = (file: string): string => new URL(file, import.meta.url).pathname;
