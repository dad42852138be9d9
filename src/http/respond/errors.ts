import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Env, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { OUTAGE } from "../../model/policy.ts";
import type { PageSite } from "../context.ts";
import { problem, wantsPage } from "./problems.ts";
import { UNAVAILABLE_HEADER, Unavailable } from "./unavailable.ts";

type WithOrigin = Env & { Bindings: { env: { origin: string }; pageSite?: PageSite } };

/** Turns every kind of error into a problem, without internal details. */
export function refuseErrors<E extends WithOrigin>(app: OpenAPIHono<E>): OpenAPIHono<E> {
  const table: Hono<E> = app;
  app.use(
    methodNotAllowed({
      app: table,
      onMethodNotAllowed: (c, allowed) => problem(c, "method-not-allowed", { headers: { Allow: allowed.join(", ") } }),
    }),
  );
  app.notFound(async (c) => {
    if (wantsPage(c)) await c.env.pageSite?.learn();
    return problem(c, "not-found");
  });
  app.onError((error, c) => refuseError(error, c));
  return app;
}

const refuseUnavailable = <E extends WithOrigin>(c: Context<E>, { detail }: Unavailable): Response =>
  problem(c, "unavailable", {
    detail,
    headers: { "Retry-After": String(OUTAGE.retrySeconds), [UNAVAILABLE_HEADER]: "1" },
  });

function refuseError<E extends WithOrigin>(error: Error, c: Context<E>): Response {
  if (error instanceof HTTPException && error.status === 400) return problem(c, "malformed");
  if (error instanceof HTTPException && error.status === 415) return problem(c, "unsupported-media-type");
  console.error(error);
  return error instanceof Unavailable ? refuseUnavailable(c, error) : problem(c, "internal");
}
