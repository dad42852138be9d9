import type { Context, Env, Next } from "hono";

/** Keeps an address that opens something to itself: no answer at it, not even a refusal, lets a browser tell it to anybody. */
export async function noReferrer<E extends Env>(c: Context<E>, next: Next): Promise<void> {
  await next();
  c.res.headers.set("Referrer-Policy", "no-referrer");
}
