import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import worker from "../../src/worker.ts";
import { currentEnv } from "./wire.ts";

/** What Cloudflare does each minute. */
export async function cron(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled?.(
    createScheduledController({ cron: "* * * * *", scheduledTime: new Date() }),
    currentEnv(),
    ctx,
  );
  await waitOnExecutionContext(ctx);
}
