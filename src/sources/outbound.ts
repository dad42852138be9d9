/** What is asked of `fetch`; the platform's own fits. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** RFC 9110 §10.1.5: who asks, and what for. */
export const userAgent = (purpose: string): string => `Commonwire (${purpose})`;

/** Runs work with a signal that says when its time is over; at its end in any case, so that nothing goes on behind it. */
export async function withTimeout<Result>(ms: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** What a piece of work comes to: `slow` once the time is over, even where it doesn't heed the signal; `unreachable` where it fails. */
export async function inTime<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | "slow" | "unreachable"> {
  if (signal.aborted) return "slow";
  let late = () => {};
  const over = new Promise<"slow">((resolve) => {
    late = () => resolve("slow");
    signal.addEventListener("abort", late, { once: true });
  });
  try {
    return await Promise.race([work(), over]);
  } catch {
    return signal.aborted ? "slow" : "unreachable";
  } finally {
    signal.removeEventListener("abort", late);
  }
}

/** Nobody waits for the rest of an answer. */
export function discard({ body }: Response): void {
  if (body && !body.locked) void body.cancel().catch(() => undefined);
}
