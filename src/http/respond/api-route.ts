import { createRoute } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import { type Mistake, quoteValue, withSuggestion } from "../../model/mistake.ts";
import { nearest } from "../../model/suggestion.ts";
import { problem } from "./problems.ts";

/**
 * An API route, like `createRoute`'s, that refuses unknown parameters: a misspelled one would be ignored silently, and made-up
 * ones would make caches store the same answer many times.
 */
export const apiRoute: typeof createRoute = (config) =>
  createRoute({ ...config, middleware: refuseUnknown(namesOf(config.request?.query)) });

const namesOf = (query: unknown): string[] => (query instanceof z.ZodObject ? Object.keys(query.shape) : []);

type WithOrigin = { Bindings: { env: { origin: string } } };

const refuseUnknown =
  (known: readonly string[]): MiddlewareHandler =>
  async (c: Context<WithOrigin>, next) => {
    const unknown = Object.entries(c.req.query()).filter(([name]) => !known.includes(name));
    if (unknown.length === 0) return next();
    return problem(c, "unknown-parameter", { errors: unknown.map(([name, value]) => mistakeOf(name, value, known)) });
  };

function mistakeOf(field: string, value: string, known: readonly string[]): Mistake {
  const allowed = known.length === 0 ? "no parameters" : known.join(", ");
  const quoted = quoteValue(value);
  const mistake = { field, problem: "isn't a parameter of this address", allowed };
  return withSuggestion(quoted === undefined ? mistake : { ...mistake, value: quoted }, nearest(field, known));
}
