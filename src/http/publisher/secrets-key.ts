import type { Context } from "hono";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Continues with the key that encrypts webhooks' secrets, or answers that there is none. */
export async function withSecretsKey<E extends DoorEnv>(
  c: Context<E>,
  then: (secretsKey: Uint8Array<ArrayBuffer>) => Promise<Response>,
): Promise<Response> {
  const { secretsKey } = c.env.env;
  if (secretsKey !== undefined) return then(secretsKey);
  console.error("SECRETS_KEY is not set: webhooks can't be created. `npm run secrets-key` makes a key.");
  return problem(c, "not-configured");
}
