import type { Context, MiddlewareHandler } from "hono";
import { OUTAGE } from "../../model/policy.ts";
import { MINUTE } from "../../model/time.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { DoorEnv } from "../context.ts";
import { Unavailable } from "../respond/unavailable.ts";
import { type Belief, believe } from "./belief.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/** While the database can't be read, refuses writes before they begin, so that nothing is left half done. */
export const refuseWrites: MiddlewareHandler<DoorEnv> = async (c, next) => {
  if (READS.includes(c.req.method)) return next();
  const { isDegraded } = await beliefOf(c, OUTAGE.readMs);
  if (isDegraded) throw new Unavailable("a write was refused, because the database can't be read");
  return next();
};

/** Returns the wire's state as the door believes it for a request. */
export const beliefOf = (c: Context<DoorEnv>, patienceMs?: number): Promise<Belief> =>
  believe(c.env.env, c.env.clock(), (work) => c.executionCtx.waitUntil(work), patienceMs);

/**
 * `/health`: whether the wire is up, its version, and whether anything was published; `degraded` while the database can't be
 * read and the last known state is served; `restoring` while a backup is being restored. Never cached.
 */
export async function serveHealth(c: Context<DoorEnv>): Promise<Response> {
  const { db, version } = c.env.env;
  const { isDegraded, ledger } = await beliefOf(c);
  const health = isDegraded
    ? { status: "degraded", version, detail: DETAIL }
    : ledger.isRestoring
      ? { status: "restoring", version, published: false }
      : { status: "ok", version, published: (await readMasthead(db)) !== undefined };
  return c.json(health, 200, { "Cache-Control": "private, no-store" });
}

const DETAIL = `We can't read the database. Feeds and pages stay up as they last were for up to ${OUTAGE.servedMs / MINUTE} minutes. Nothing can be changed.`;
