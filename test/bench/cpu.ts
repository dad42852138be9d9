import { readdirSync, readFileSync } from "node:fs";

/**
 * Milliseconds in a clock tick: Linux reports a process's CPU time in hundredths of a second, whatever the kernel's own clock
 * rate.
 */
const TICK = 10;

type Process = { command: string; parent: number; cpu: number };

/** Returns the CPU time of this program's workerd so far, in milliseconds; undefined without /proc. */
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

/** proc(5): `pid (command) state ppid …`; user and system time are 11 and 12 fields after the state. */
function stat(pid: string): Process | undefined {
  try {
    const [, command = "", rest = ""] = /^\d+ \((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    const fields = rest.split(" ").map(Number);
    return { command, parent: fields[1] ?? 0, cpu: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK };
  } catch {
    return undefined;
  }
}

/** The number of timed batches. */
const BATCHES = 9;

/**
 * Returns this thread's CPU time per call in milliseconds, for each batch of calls; the compiler and the garbage collector run on
 * other threads.
 */
export function cpuOf(once: () => unknown, batch: number): number[] {
  // The first batch is a warm-up and isn't counted.
  return Array.from({ length: 1 + BATCHES }, () => {
    const before = process.threadCpuUsage();
    for (let at = 0; at < batch; at++) once();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000 / batch;
  }).slice(1);
}
