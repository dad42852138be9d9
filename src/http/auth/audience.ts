import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, MiddlewareHandler } from "hono";
import { refuseInvalid } from "../respond/body.ts";

/** Middleware that lets through only identified requesters, and sets what `E` promises in the context. */
export type Guard<E extends Env> = MiddlewareHandler<E> & { readonly isGuard: true };

/** Declares middleware a guard. Only files named `guard-…` may call this, which the import rules' test checks. */
export const asGuard = <E extends Env>(handler: MiddlewareHandler<E>): Guard<E> =>
  Object.assign(handler, { isGuard: true as const });

type Checks<E extends Env> = { before?: MiddlewareHandler<E>[]; after?: MiddlewareHandler<E>[] };

/**
 * Returns a sub-app for one audience. Its guard is the first thing in it, with checks before and after: nobody whom it refuses
 * reaches a route, in whatever order routes are added and wherever the sub-app is mounted.
 */
export const audience = <E extends Env>(guard: Guard<E>, { before = [], after = [] }: Checks<E> = {}): OpenAPIHono<E> =>
  withChecks([...before, guard, ...after]);

/** Returns a sub-app for everyone. Nobody is identified, so its context promises no identity. */
export const openAudience = <E extends { Bindings: object; Variables?: never }>(
  ...checks: MiddlewareHandler<E>[]
): OpenAPIHono<E> => withChecks(checks);

function withChecks<E extends Env>(checks: MiddlewareHandler<E>[]): OpenAPIHono<E> {
  const app = new OpenAPIHono<E>({ defaultHook: refuseInvalid });
  for (const check of checks) app.use(check);
  return app;
}
