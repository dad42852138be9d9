import { WorkerEntrypoint } from "cloudflare:workers";
import { type Raw, readEnv } from "./env.ts";
import { enter, PUBLIC_PROPS, read, type WireProps } from "./http/entrypoints.ts";
import { forgetEverywhere } from "./http/purge.ts";
import { random } from "./http/random.ts";
import { deleteGone } from "./jobs/delete-gone.ts";
import { deliverAll } from "./jobs/deliver.ts";
import { expire } from "./jobs/expire.ts";
import { handOut } from "./jobs/hand-out.ts";
import { proveDue } from "./jobs/prove.ts";
import { release } from "./jobs/release.ts";
import { tidy } from "./jobs/tidy.ts";
import { turnLicences } from "./jobs/turn-licences.ts";

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
const spared = <Result>(job: Promise<Result>): Promise<Result | undefined> =>
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
    const turned = await spared(turnLicences(desk));
    const expired = await spared(expire(desk));
    const released = await spared(release(desk));
    const tidied = await spared(tidy(desk));
    await handOut({ db, deliveries, pings, now: desk.now });
    const tags = [turned, expired?.tags, released?.tags, tidied].flatMap((each) => each ?? []);
    await spared(forgetEverywhere([...new Set(tags)], wire(ctx)));
    await spared(deleteGone(desk));
    // Others' sites come last: they may be slow.
    await spared(proveDue({ ...desk, random, fetch: (address, init) => fetch(address, init) }));
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
