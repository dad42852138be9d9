import type { Context, Env, Next } from "hono";

/** Keeps a secret URL private: no answer at it, not even a refusal, lets a browser send it as a referrer. */
export async function noReferrer<E extends Env>(c: Context<E>, next: Next): Promise<void> {
  await next();
  c.res.headers.set("Referrer-Policy", "no-referrer");
}
