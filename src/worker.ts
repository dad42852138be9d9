import { WorkerEntrypoint } from "cloudflare:workers";
import { type Raw, readEnv } from "./env.ts";
import { enter, PUBLIC_PROPS, read, type WireProps } from "./http/entrypoints.ts";
import { afterPublish } from "./http/purge.ts";
import { random } from "./http/random.ts";
import { deleteGone } from "./jobs/delete-gone.ts";
import { expire } from "./jobs/expire.ts";
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

export default {
  fetch: (request, raw, ctx) => enter(request, raw, wire(ctx), ctx),

  /** Each minute: puts licences in and out of force, takes away what has expired, releases what was embargoed until now, takes old notices out of feeds, looks at domains, and deletes what applicants left behind. */
  async scheduled(_event, raw, ctx) {
    const { db, origin } = readEnv(raw);
    const desk = { db, origin, now: Date.now(), clock: Date.now, by: "cron" };
    const turned = await turnLicences(desk);
    const { tags: expired } = await expire(desk);
    const { tags: released } = await release(desk);
    const tidied = await tidy(desk);
    await afterPublish([...new Set([...turned, ...expired, ...released, ...tidied])], wire(ctx));
    await deleteGone(desk);
    // Others' sites come last: they may be slow.
    await proveDue({ ...desk, random, fetch: (address, init) => fetch(address, init) });
  },
} satisfies ExportedHandler<Raw>;
