import { WorkerEntrypoint } from "cloudflare:workers";
import { logAndContinue, publishDue, tendPublishers } from "./commands/cron.ts";
import { deliverAll } from "./commands/push/deliver.ts";
import { type RawEnv, readEnv } from "./env.ts";
import { random } from "./http/auth/random.ts";
import { carryOut } from "./http/cache/carry-out.ts";
import { enter, PUBLIC_PROPS, read, type WireProps } from "./http/door/entrypoints.ts";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import("./worker.ts");
    }
  }
}

/** The cached entrypoint, for every read. */
export class Wire extends WorkerEntrypoint<RawEnv, WireProps> {
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
  read: (request: Request, access: WireProps["access"], isKeyInPath = false) =>
    ctx.exports.Wire({ props: { access, ...(isKeyInPath ? { isKeyInPath } : {}) } }).fetch(request),
  purge: (tags: string[]): Promise<void> => ctx.exports.Wire({ props: PUBLIC_PROPS }).purge(tags),
});

export default {
  fetch: (request, raw, ctx) => enter(request, raw, wire(ctx), ctx),

  /** Each minute: does what is due, hands out what has to be sent, then looks after publishers. */
  async scheduled(_event, raw, ctx) {
    const env = readEnv(raw);
    const desk = { db: env.db, origin: env.origin, now: Date.now(), clock: Date.now, by: "cron" };
    const door = { env, clock: () => desk.now, wire: wire(ctx) };
    const published = await publishDue(desk);
    await published.handOver((effects) => logAndContinue(carryOut(effects, door)));
    const tended = await tendPublishers({ ...desk, random, fetch: (address, init) => fetch(address, init) });
    await tended.handOver((effects) => carryOut(effects, door));
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
} satisfies ExportedHandler<RawEnv>;
