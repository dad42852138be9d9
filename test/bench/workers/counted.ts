import type { RawEnv } from "../../../src/env.ts";
import { isolate } from "../../../src/http/cache/isolate.ts";
import type { WireProps } from "../../../src/http/door/call-wire.ts";
import ours, { Wire as OurWire } from "../../../src/worker.ts";

// Our Worker, but it clears its memory before each request, so that every read is a miss. It also adds up the rows that D1
// reports as read and written, and returns them at /rows.

let rows = { read: 0, written: 0 };

function note<Result extends { meta: D1Meta }>(result: Result): Result {
  rows.read += result.meta.rows_read;
  rows.written += result.meta.rows_written;
  return result;
}

/** Wraps a statement to count its rows. `first` doesn't report them, so it runs through `all`. */
const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
  new Proxy(inner, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values));
      if (name === "all") return async () => note(await target.all());
      if (name === "run") return async () => note(await target.run());
      if (name === "first") return async () => note(await target.all()).results[0] ?? null;
      return Reflect.get(target, name);
    },
  });

const database = (inner: D1Database): D1Database =>
  new Proxy(inner, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql));
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => (await target.batch(statements)).map(note);
      return Reflect.get(target, name);
    },
  });

/** One per environment object, because our Worker validates each only once. */
const known = new WeakMap<RawEnv, RawEnv>();
function counted(raw: RawEnv): RawEnv {
  const env = known.get(raw) ?? { ...raw, DB: database(raw.DB) };
  known.set(raw, env);
  return env;
}

export class Wire extends OurWire {
  constructor(ctx: ExecutionContext<WireProps>, raw: RawEnv) {
    super(ctx, counted(raw));
  }
}

export default {
  fetch(request, raw, ctx) {
    if (new URL(request.url).pathname !== "/rows") {
      isolate.reset();
      return ours.fetch(request, counted(raw), ctx);
    }
    const answer = Response.json(rows);
    rows = { read: 0, written: 0 };
    return answer;
  },
} satisfies ExportedHandler<RawEnv>;
