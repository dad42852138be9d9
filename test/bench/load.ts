import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { workerdCpu } from "./cpu.ts";

/** The result of a load: requests per second, and workerd's CPU time for each in milliseconds, if it can be read. */
export type Loaded = { perSecond: number; cpu: number | undefined };

type Options = { headers?: Record<string, string>; connections?: number; status?: number };

/** Loads a URL for a second, after checking that it answers as expected. */
export type Load = (url: URL, options?: Options) => Promise<Loaded>;

type Counted = { requests: number; perSecond: number };
type Tool = (url: string, headers: string[], connections: number) => Promise<Counted>;

const run = promisify(execFile);
const headerFlags = (headers: string[]) => headers.flatMap((header) => ["-H", header]);

/** wrk itself uses almost no CPU. One thread: workerd has only one, too, and small machines have two cores. */
const wrk: Tool = async (url, headers, connections) => {
  const { stdout } = await run("wrk", ["-t1", `-c${connections}`, "-d1s", ...headerFlags(headers), url]);
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  return { requests: found(/(\d+) requests in/, stdout), perSecond: found(/Requests\/sec:\s+([\d.]+)/, stdout) };
};

function found(pattern: RegExp, text: string): number {
  const number = Number(pattern.exec(text)?.[1]);
  if (Number.isNaN(number)) throw new Error(`wrk said something else than expected:\n${text}`);
  return number;
}

/** Returns a load that uses wrk, which must be installed. */
export async function loader(): Promise<Load> {
  if (!(await isThere("wrk"))) throw new Error("wrk isn't installed; on Debian: apt-get install wrk");
  return async (url, { headers = {}, connections = 16, status = 200 } = {}) => {
    await look(url, headers, status);
    const before = workerdCpu();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const { requests, perSecond } = await wrk(url.href, lines, connections);
    const after = workerdCpu();
    const cpu = before === undefined || after === undefined ? undefined : (after - before) / requests;
    return { perSecond, cpu };
  };
}

/** Checks the status first, because wrk silently accepts a 200 in place of a 304. */
async function look(url: URL, headers: Record<string, string>, status: number): Promise<void> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  if (response.status !== status) throw new Error(`${url} answers with ${response.status} instead of ${status}`);
}

/** Without arguments, wrk prints its usage and fails; only a missing command has a string as its code. */
const isThere = (command: string): Promise<boolean> =>
  run(command).then(
    () => true,
    (error: { code?: unknown }) => error.code !== "ENOENT",
  );

/** Warm-up rounds, which aren't counted: after only one, V8 has still done just half of its optimizing. */
const WARM_UP = 3;

/** Runs each load once per round, so that a temporary slowdown of the machine affects them all. */
export async function inTurn(loads: readonly (() => Promise<Loaded>)[], rounds: number): Promise<Loaded[][]> {
  const results: Loaded[][] = loads.map(() => []);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [at, load] of loads.entries()) {
      const result = await load();
      if (round >= 0) results[at]?.push(result);
    }
  }
  return results;
}
