/** Tells the door, and nobody else, that an answer is missing because the database is. */
export const UNAVAILABLE_HEADER = "Commonwire-Unavailable";

/**
 * RFC 9211: how a cache handled a request. It marks answers served while the database can't be read: current as far as is
 * known, without anything that was taken away, but recent releases may be missing.
 */
export const DEGRADED_HEADER = "Cache-Status";
export const DEGRADED = { [DEGRADED_HEADER]: "Commonwire; hit; detail=database-unavailable" };

/** The database, or its fallback, can't be reached for the moment. The answer is a 503 that says when to retry. */
export class Unavailable extends Error {
  override name = "Unavailable";
  /** What to tell the requester, beyond that nothing was written. */
  readonly detail: string | undefined;

  /** The message is for the log only. */
  constructor(message: string, { detail, cause }: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause });
    this.detail = detail;
  }
}

/** Waits for an answer for a number of milliseconds; then it is `Unavailable`. */
export async function within<Result>(ms: number, answer: Promise<Result>, what: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Unavailable(`${what} didn't answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
