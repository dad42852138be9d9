import type { RouteConfig } from "@hono/zod-openapi";
import type { z } from "zod";
import { PROBLEMS, Problem, type ProblemCode } from "../../contract/problem.ts";

/** A JSON body that has to be there. */
export const jsonBody = <Body extends z.ZodType>(schema: Body) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** What an address that takes a key may refuse it with. */
export const KEY_PROBLEMS: ProblemCode[] = ["unauthorized", "forbidden", "too-many-requests"];

/** What every read of articles, changes and licenses may refuse with, and who may send one: anybody, or a key that opens more. */
export const READ_PROBLEMS: ProblemCode[] = [
  "unknown-parameter",
  ...KEY_PROBLEMS,
  "invalid",
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

/** The errors with which any write may be refused. */
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

/** Where the description has a problem document as an example of its code. */
export const problemReference = (code: ProblemCode): string => `#/components/examples/${code}`;

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait before the next request.", schema: { type: "integer" as const } },
};
