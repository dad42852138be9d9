import type { Context } from "hono";
import type { Access } from "../../model/access.ts";
import { RATE } from "../../model/policy.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { problem } from "../respond/problems.ts";
import type { AtDoor, DoorEnv } from "./authenticate.ts";
import { authorizeKey, type KeyAccess } from "./authorize-key.ts";

/** What a handler knows of the publisher whose key was shown. */
export type PublisherEnv = {
  Bindings: DoorEnv["Bindings"];
  Variables: DoorEnv["Variables"] & { publisher: Publisher; expires: string | null; access: Access };
};

/** Who shows a key, and what it opens. */
export type Holder = { publisher: Publisher; opened: KeyAccess };

/** The publisher that shows a full key, and what the key opens; or the problem that stands in the way. */
export async function keyHolder<E extends AtDoor>(
  c: Context<E>,
  secret: string | undefined,
  challenge: Record<string, string>,
): Promise<Holder | Response> {
  const { db, keyLimit } = c.env.env;
  const opened = await authorizeKey(c, secret, challenge);
  if (opened instanceof Response) return opened;
  if (opened.kind !== "full") return problem(c, "forbidden");
  const publisher = await readPublisher(db, opened.publisher);
  if (publisher === undefined) return problem(c, "unauthorized", { headers: challenge });
  const isFree = (await keyLimit.limit({ key: publisher.id })).success;
  return isFree
    ? { publisher, opened }
    : problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
}
