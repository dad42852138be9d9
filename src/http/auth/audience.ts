import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, MiddlewareHandler } from "hono";
import { refuseInvalid } from "../respond/body.ts";

/** Middleware that lets through only whom it has identified, and puts into the context what `E` promises about them. */
export type Guard<E extends Env> = MiddlewareHandler<E> & { readonly isGuard: true };

/** Declares middleware a guard. Only files named `guard-…` call this; the import law's test holds it. */
export const asGuard = <E extends Env>(handler: MiddlewareHandler<E>): Guard<E> =>
  Object.assign(handler, { isGuard: true as const });

type Checks<E extends Env> = { before?: MiddlewareHandler<E>[]; after?: MiddlewareHandler<E>[] };

/**
 * A sub-app for one audience. Its guard is part of it from the start, with what is checked before and after it: whoever it
 * doesn't let through reaches none of its routes, in whatever order those are added and wherever the sub-app is mounted.
 */
export const audience = <E extends Env>(guard: Guard<E>, { before = [], after = [] }: Checks<E> = {}): OpenAPIHono<E> =>
  withChecks([...before, guard, ...after]);

/** A sub-app for everybody. Nobody is identified, so its context can't promise anybody. */
export const openAudience = <E extends { Bindings: object; Variables?: never }>(
  ...checks: MiddlewareHandler<E>[]
): OpenAPIHono<E> => withChecks(checks);

function withChecks<E extends Env>(checks: MiddlewareHandler<E>[]): OpenAPIHono<E> {
  const app = new OpenAPIHono<E>({ defaultHook: refuseInvalid });
  for (const check of checks) app.use(check);
  return app;
}
