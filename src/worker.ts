import { WorkerEntrypoint } from "cloudflare:workers";
import { proveDue } from "./commands/publishers/prove.ts";
import { purgeExpired } from "./commands/publishers/purge-expired.ts";
import { applyLicenceDates } from "./commands/publishing/apply-licence-dates.ts";
import { expire } from "./commands/publishing/expire.ts";
import { expireNotices } from "./commands/publishing/expire-notices.ts";
import { release } from "./commands/publishing/release.ts";
import { deliverAll } from "./commands/push/deliver.ts";
import { dispatchDue } from "./commands/push/dispatch-due.ts";
import { type Raw, readEnv } from "./env.ts";
import { random } from "./http/auth/random.ts";
import { forgetEverywhere } from "./http/cache/purge.ts";
import { enter, PUBLIC_PROPS, read, type WireProps } from "./http/door/entrypoints.ts";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import("./worker.ts");
    }
  }
}

/** The cached entrypoint, for every read. */
export class Wire extends WorkerEntrypoint<Raw, WireProps> {
  override fetch(request: Request): Response | Promise<Response> {
    return read(request, this.env, this.ctx.props, this.ctx);
  }

  /** Purges this entrypoint's own cache, where there is one. A refused purge is only logged: copies are a minute old at most. */
  async purge(tags: string[]): Promise<void> {
    const result = await this.ctx.cache?.purge({ tags });
    if (result && !result.success) console.warn("purge refused", result.errors);
  }
}

const wire = (ctx: ExecutionContext) => ({
  read: (request: Request, access: WireProps["access"]) => ctx.exports.Wire({ props: { access } }).fetch(request),
  purge: (tags: string[]): Promise<void> => ctx.exports.Wire({ props: PUBLIC_PROPS }).purge(tags),
});

/** A job of the cron that fails costs its own work alone, and is done a minute later: an embargo waits for no other job. */
const logAndContinue = <Result>(job: Promise<Result>): Promise<Result | undefined> =>
  job.catch((error: unknown) => {
    console.error(error);
    return undefined;
  });

export default {
  fetch: (request, raw, ctx) => enter(request, raw, wire(ctx), ctx),

  /** Each minute: puts licences in and out of force, takes away what has expired, releases what was embargoed until now, takes old notices out of feeds, hands out what is due to be sent, looks at domains, and deletes what is over. */
  async scheduled(_event, raw, ctx) {
    const { db, origin, deliveries, pings } = readEnv(raw);
    const desk = { db, origin, now: Date.now(), clock: Date.now, by: "cron" };
    const turned = await logAndContinue(applyLicenceDates(desk));
    const expired = await logAndContinue(expire(desk));
    const released = await logAndContinue(release(desk));
    const tidied = await logAndContinue(expireNotices(desk));
    await dispatchDue({ db, deliveries, pings, now: desk.now });
    const tags = [turned, expired?.tags, released?.tags, tidied].flatMap((each) => each ?? []);
    await logAndContinue(forgetEverywhere([...new Set(tags)], wire(ctx)));
    await logAndContinue(purgeExpired(desk));
    // Others' sites come last: they may be slow.
    await logAndContinue(proveDue({ ...desk, random, fetch: (address, init) => fetch(address, init) }));
  },

  /** What is due to be sent is tried once. It is always taken as done: the outbox holds the next attempt. */
  async queue(batch, raw) {
    const { db, secretsKey } = readEnv(raw);
    const sender = {
      db,
      secretsKey,
      clock: Date.now,
      fetch: (address: string, init: RequestInit) => fetch(address, init),
    };
    await deliverAll(
      sender,
      batch.messages.map(({ body }) => body),
    );
  },
} satisfies ExportedHandler<Raw>;
