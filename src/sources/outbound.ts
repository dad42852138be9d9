/** The part of `fetch` that is used; the platform's own `fetch` satisfies it. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** Returns the User-Agent (RFC 9110 §10.1.5): who is asking, and what for. */
export const userAgent = (purpose: string): string => `Commonwire (${purpose})`;

/** Runs work with a signal that aborts when its time is up, and in any case when the work ends, so that nothing keeps running. */
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

/** Awaits work: `slow` once the signal aborts, even if the work ignores it; `unreachable` if it fails. */
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

/** Cancels the body of a response that nobody will read. */
export function discard({ body }: Response): void {
  if (body && !body.locked) void body.cancel().catch(() => undefined);
}
