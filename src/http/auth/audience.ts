import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, MiddlewareHandler } from "hono";
import { refuseInvalid } from "../respond/body.ts";

/**
 * A sub-app for one audience. Its guards are part of it from the start: whoever they don't let through reaches none of its
 * routes, in whatever order those are added and wherever the sub-app is mounted.
 */
export function audience<E extends Env>(...guards: MiddlewareHandler<E>[]): OpenAPIHono<E> {
  const app = new OpenAPIHono<E>({ defaultHook: refuseInvalid });
  for (const guard of guards) app.use(guard);
  return app;
}
