import { type Raw, readEnv } from "../env.ts";
import { Access, PUBLIC } from "../model/access.ts";
import { door, wire } from "./app.ts";
import type { Wire } from "./authenticate.ts";
import { askAgain } from "./state.ts";

/** For whom `Wire` is called. It is part of the cache's key, so no answer of one access reaches another. */
export type WireProps = { access: Access };

export const PUBLIC_PROPS: WireProps = { access: PUBLIC };

/** The default entrypoint: never cached, it authenticates and hands every read on. */
export const enter = (
  request: Request,
  raw: Raw,
  wireOfThisCall: Wire,
  ctx: ExecutionContext,
): Response | Promise<Response> =>
  door.fetch(request, { env: readEnv(raw), now: Date.now(), wire: wireOfThisCall }, ctx);

/** The cached entrypoint: it reads for the access that its props name, and trusts nothing in the request. */
export const read = (
  request: Request,
  raw: Raw,
  props: WireProps,
  ctx: ExecutionContext,
): Response | Promise<Response> =>
  wire.fetch(request, { env: readEnv(raw), access: Access.parse(props.access), now: Date.now() }, ctx);

/** What this isolate does after a job changed something: it asks for the newest state at once, and has caches purged. */
export async function published(tags: string[], { purge }: Pick<Wire, "purge">): Promise<void> {
  if (tags.length === 0) return;
  askAgain();
  await purge(tags);
}
