import type { Context } from "hono";
import type { KeyAccess } from "../../model/publisher/entitlement.ts";
import type { KeyKind } from "../../model/publisher/key.ts";
import { isEnough, type KeyScope } from "../../model/publisher/scope.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** What a key must be: its minimum scope and its kind. A key in the path may not have a higher scope either. */
export type KeyNeed = { scope: KeyScope; kinds: readonly KeyKind[]; isInPath?: true };

type ShownKey = Pick<KeyAccess, "kind" | "scope">;

/** Whether a key meets the need. */
export const isMet = ({ scope, kinds, isInPath }: KeyNeed, key: ShownKey): boolean =>
  kinds.includes(key.kind) && isEnough(key.scope, scope) && (!isInPath || key.scope === scope);

/** Refuses a valid key that isn't enough, and says what is needed and how to get it. */
export const refuseKey = <E extends DoorEnv>(c: Context<E>, key: ShownKey, need: KeyNeed): Response =>
  problem(c, "forbidden", { detail: whyRefused(key, need, c.env.env.origin) });

function whyRefused(key: ShownKey, { scope, kinds, isInPath }: KeyNeed, origin: string): string {
  if (isInPath)
    return `Only a feed-only key with the \`read\` scope works in an address, because addresses end up in logs. Send this key to ${origin}/licensed/ instead, as a Bearer token or as the password of HTTP Basic.`;
  const how = `Create one at ${origin}/publisher with a key that has the \`manage\` scope, or on your application's page.`;
  return kinds.includes(key.kind)
    ? `This key's scope is \`${key.scope}\`. This address needs a key with the \`${scope}\` scope. ${how}`
    : `This is a feed-only key. This address needs a full key with the \`${scope}\` scope. ${how}`;
}
