import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { Env, Schema } from "hono";
import type { z } from "zod";
import { PROBLEM_CODES, PROBLEMS, Problem, type ProblemCode } from "../../contract/problem.ts";
import { SCOPES_IN_WORDS } from "../../model/publisher/scope.ts";

/** A JSON body that has to be there. */
export const jsonBody = <Body extends z.ZodType>(schema: Body) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** What every read of articles, changes and licenses may refuse with, and who may send one: anybody, or a key that opens more. */
export const READ_PROBLEMS: ProblemCode[] = [
  "unknown-parameter",
  "unauthorized",
  "forbidden",
  "invalid",
  "too-many-requests",
  "nothing-published",
  "unavailable",
];

/** Of a route that needs no key, and opens more to one. Generated clients send a key only where a route says that it takes one. */
export const KEY_OPTIONAL: NonNullable<RouteConfig["security"]> = [{}, { key: ["read"] }];

/** What every route of the desk may refuse with. */
export const DESK_PROBLEMS: ProblemCode[] = [
  "malformed",
  "unauthorized",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "conflict",
];

/** What a write may refuse with, whoever it is from. */
export const CHANGE_PROBLEMS: ProblemCode[] = [
  "not-found",
  "conflict",
  "invalid",
  "unsupported-media-type",
  "malformed",
  "too-large",
  "nothing-published",
];

/** What every route that changes an application may refuse with; `forbidden` once the applicant's people sign in. */
export const APPLICANT_PROBLEMS: ProblemCode[] = [...CHANGE_PROBLEMS, "forbidden"];

/** What every route of a publisher may refuse with. */
export const PUBLISHER_PROBLEMS: ProblemCode[] = [...CHANGE_PROBLEMS, "unauthorized", "forbidden", "too-many-requests"];

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
  return Object.fromEntries([...json, ...problemResponses(refuses)]);
}

/** Problems by their status. Several can have the same one: then the response describes each, and has an example of each. */
function problemResponses(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  return [...byStatus].map(([status, alike]) => [
    status,
    {
      description: alike.map((code) => `\`${code}\`: ${PROBLEMS[code].meaning}`).join(" "),
      ...(status === 429 ? { headers: RETRY_AFTER } : {}),
      content: {
        "application/problem+json": {
          schema: Problem,
          examples: Object.fromEntries(alike.map((code) => [code, { $ref: problemReference(code) }])),
        },
      },
    },
  ]);
}

const problemReference = (code: ProblemCode): string => `#/components/examples/${code}`;

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait before the next request.", schema: { type: "integer" as const } },
};

/** A problem document as an example of its code. */
const problemExample = (origin: string, code: ProblemCode) => {
  const { status, title, meaning } = PROBLEMS[code];
  return { type: `${origin}/docs#${code}`, title, status, code, detail: meaning };
};

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
  return { ...document, components: { ...document.components, examples: problemExamples(document.paths, origin) } };
}

/** Each problem that some route refuses with, as an example by its code. */
function problemExamples(paths: object | undefined, origin: string) {
  const text = JSON.stringify(paths ?? {});
  const used = PROBLEM_CODES.filter((code) => text.includes(`"${problemReference(code)}"`));
  return Object.fromEntries(used.map((code) => [code, { value: problemExample(origin, code) }]));
}
