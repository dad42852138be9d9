import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { Env, Schema } from "hono";
import type { z } from "zod";
import { PROBLEMS, Problem, type ProblemCode } from "../../contract/problem.ts";
import { SCOPES_IN_WORDS } from "../../model/publisher/scope.ts";

/** A JSON body that has to be there. */
export const jsonBody = <Body extends z.ZodType>(schema: Body) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** What every route of the desk may refuse with. */
export const DESK_PROBLEMS: ProblemCode[] = [
  "malformed",
  "unauthorized",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "conflict",
];

/** What every route of an applicant may refuse with. */
export const APPLICANT_PROBLEMS: ProblemCode[] = [
  "not-found",
  "conflict",
  "invalid",
  "unsupported-media-type",
  "malformed",
  "too-large",
  "too-many-requests",
  "nothing-published",
];

/** What every route of a publisher may refuse with. */
export const PUBLISHER_PROBLEMS: ProblemCode[] = [...APPLICANT_PROBLEMS, "unauthorized", "forbidden"];

type Responses = RouteConfig["responses"];

/** What a route answers: JSON where it works, by status, and the problems that it may refuse with. */
export function answers(
  works: Record<number, { description: string; schema: z.ZodType }>,
  ...refuses: ProblemCode[]
): Responses {
  const json = Object.entries(works).map(([status, { description, schema }]) => [
    status,
    { description, content: { "application/json": { schema } } },
  ]);
  const problems = refuses.map((code) => {
    const { status, meaning } = PROBLEMS[code];
    return [
      status,
      { description: `\`${code}\`: ${meaning}`, content: { "application/problem+json": { schema: Problem } } },
    ];
  });
  return Object.fromEntries([...json, ...problems]);
}

/** The description of `/v1`, made from the schemas that check it. */
export function describe<E extends Env, S extends Schema>(app: OpenAPIHono<E, S>, origin: string, version: string) {
  app.openAPIRegistry.registerComponent("securitySchemes", "desk", {
    type: "http",
    scheme: "bearer",
    description: "A named desk token.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: `A publisher's key. A route names the scope that it needs; each scope includes those before it. ${SCOPES_IN_WORDS}.`,
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Commonwire",
      version,
      description: "Articles with licences that software can read, and the desk that publishes them.",
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [{ url: origin }],
    security: [],
  });
}
