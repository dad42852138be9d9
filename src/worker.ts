import { WorkerEntrypoint } from "cloudflare:workers";
import { findDue, logAndContinue, publishDue, tendPublishers } from "./commands/cron.ts";
import { sendMails } from "./commands/mail/send-mail.ts";
import { deliverAll } from "./commands/push/deliver.ts";
import { VISITS, visitSources } from "./commands/sources/visit.ts";
import { type RawEnv, readEnv } from "./env.ts";
import { carryOut, settleWith } from "./http/cache/carry-out.ts";
import { tendStandby } from "./http/cache/standby.ts";
import { type CallWire, type WireProps, wireOf } from "./http/door/call-wire.ts";
import { enter, read } from "./http/door/entrypoints.ts";
import { random } from "./http/door/random.ts";

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
}

const callWire =
  (ctx: ExecutionContext): CallWire =>
  (request, props) =>
    ctx.exports.Wire({ props }).fetch(request);

export default {
  fetch: (request, raw, ctx) => enter(request, raw, callWire(ctx), ctx),

  /** Each minute: asks what is due, and does it. It hands out what has to be sent, then looks after publishers. */
  async scheduled(_event, raw, ctx) {
    const env = readEnv(raw);
    const desk = { db: env.db, origin: env.origin, now: Date.now(), clock: Date.now, by: "cron" };
    const door = { env, clock: () => desk.now, wire: wireOf(env, callWire(ctx), ctx) };
    const due = await findDue(desk);
    if (due.isRestoring) return;
    const begun = await publishDue(desk, due, (effects) => carryOut(effects, door));
    // Nothing waited for one that hangs; it is still followed up when it ends.
    ctx.waitUntil(Promise.all(begun));
    await logAndContinue(tendStandby(door, due.ledger));
    const outside = { fetch: (address: string, init: RequestInit) => fetch(address, init) };
    const tended = await tendPublishers({ ...desk, ...outside, random }, due);
    await tended.handOver((effects) => carryOut(effects, door));
    // Last of all: other people's sites are slow, and a story's whole text is cleaned.
    if (due.jobs.has(VISITS))
      await logAndContinue(visitSources({ ...desk, ...outside, ...env, settle: settleWith(door) }));
  },

  /** What is due to be sent is tried once. It is always taken as done: the outbox holds the next attempt. */
  async queue(batch, raw) {
    const { db, secretsKey, origin, mail } = readEnv(raw);
    const messages = batch.messages.map(({ body }) => body);
    const sender = {
      db,
      secretsKey,
      clock: Date.now,
      fetch: (address: string, init: RequestInit) => fetch(address, init),
    };
    const mailing = mail && sendMails({ db, origin, clock: Date.now, random, mailer: mail }, messages);
    await Promise.all([deliverAll(sender, messages), mailing]);
  },
} satisfies ExportedHandler<RawEnv>;
