import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Env, Schema } from "hono";
import { PROBLEMS, type ProblemCode } from "./problems.ts";

const codes = Object.keys(PROBLEMS).filter((code): code is ProblemCode => Object.hasOwn(PROBLEMS, code));

/** RFC 9457, with our code and the list of mistakes. */
const Problem = z
  .object({
    type: z.url().describe("Where the code is told of."),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          field: z.string(),
          value: z.string().optional(),
          problem: z.string(),
          allowed: z.string().optional(),
          article: z.string().optional(),
        }),
      )
      .optional(),
  })
  .openapi("Problem");

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
    description: "A publisher's key.",
  });
  const document = app.getOpenAPI31Document({
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
  return { ...document, paths: withIds(document.paths ?? {}) };
}

const METHODS = ["get", "put", "post", "delete"] as const;

/** Every operation gets a name that generators of clients can use: `getV1ArticlesId` of `GET /v1/articles/{id}`. */
const withIds = (paths: NonNullable<ReturnType<OpenAPIHono["getOpenAPI31Document"]>["paths"]>): typeof paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const named = METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined ? [] : [[method, { operationId: nameOf(method, path), ...operation }]];
      });
      return [path, { ...item, ...Object.fromEntries(named) }];
    }),
  );

const nameOf = (method: string, path: string): string =>
  method +
  path
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
