import type { RouteConfig } from "@hono/zod-openapi";
import type { z } from "zod";
import { PROBLEMS, Problem, type ProblemCode } from "../../contract/problem.ts";

/** A required JSON body. */
export const jsonBody = <Body extends z.ZodType>(schema: Body) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** Refusals of a route that takes a key. */
export const KEY_PROBLEMS: ProblemCode[] = ["unauthorized", "forbidden", "too-many-requests"];

/** Refusals of reading articles, changes and licenses, and the credentials: none, or a key that opens more. */
export const READ_PROBLEMS: ProblemCode[] = [
  "unknown-parameter",
  ...KEY_PROBLEMS,
  "invalid",
  "nothing-published",
  "unavailable",
];

/** For a route that needs no key but returns more with one. Generated clients only send a key to routes that declare it. */
export const KEY_OPTIONAL: NonNullable<RouteConfig["security"]> = [{}, { key: ["read"] }];

/** Refusals of every desk route. */
export const DESK_PROBLEMS: ProblemCode[] = [
  "malformed",
  "unauthorized",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "conflict",
];

/** Refusals of any write. */
export const CHANGE_PROBLEMS: ProblemCode[] = [
  "not-found",
  "conflict",
  "invalid",
  "unsupported-media-type",
  "malformed",
  "too-large",
  "nothing-published",
];

/** Refusals of every route that changes an application; `forbidden` once the applicant's people sign in. */
export const APPLICANT_PROBLEMS: ProblemCode[] = [...CHANGE_PROBLEMS, "forbidden"];

/** Refusals of every publisher route. */
export const PUBLISHER_PROBLEMS: ProblemCode[] = [...CHANGE_PROBLEMS, "unauthorized", "forbidden", "too-many-requests"];

type Responses = RouteConfig["responses"];

/** The responses of a route: JSON on success, by status, and its problems. */
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

/** Problems by status. Several can share one: the response then describes each, with an example of each. */
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

/** The reference to a code's example in the description. */
export const problemReference = (code: ProblemCode): string => `#/components/examples/${code}`;

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait before the next request.", schema: { type: "integer" as const } },
};
