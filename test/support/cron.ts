import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import worker from "../../src/worker.ts";
import { currentEnv } from "./wire.ts";

/** Runs the scheduled handler, as Cloudflare does every minute. */
export async function cron(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled?.(
    createScheduledController({ cron: "* * * * *", scheduledTime: new Date() }),
    currentEnv(),
    ctx,
  );
  await waitOnExecutionContext(ctx);
}
