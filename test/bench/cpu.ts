import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process' CPU time in hundredths of a second, whatever the kernel's own clock does. */
const TICK = 10;

type Process = { command: string; parent: number; cpu: number };

/** The CPU that the workerd of this program has used so far, in milliseconds; undefined where there is no /proc to read. */
export function workerdCpu(): number | undefined {
  const own = processes().filter(({ command, parent }) => command === "workerd" && parent === process.pid);
  return own.length === 0 ? undefined : own.reduce((sum, { cpu }) => sum + cpu, 0);
}

function processes(): Process[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => stat(pid) ?? []);
  } catch {
    return [];
  }
}

/** proc(5): `pid (command) state ppid …`, and user and system time eleven and twelve fields after the state. */
function stat(pid: string): Process | undefined {
  try {
    const [, command = "", rest = ""] = /^\d+ \((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    return { command, parent: fields[1] ?? 0, cpu: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK };
  } catch {
    return undefined;
  }
}

/** Batches that are timed. */
const BATCHES = 9;

/** Milliseconds of this thread's CPU for one, of each batch of some; the compiler and the garbage collector have threads of their own. */
export function cpuOf(once: () => unknown, batch: number): number[] {
  // The first batch warms the compiler up, and counts for nothing.
  return Array.from({ length: 1 + BATCHES }, () => {
    const before = process.threadCpuUsage();
    for (let at = 0; at < batch; at++) once();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000 / batch;
  }).slice(1);
}
