import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, Schema } from "hono";
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from "../../contract/problem.ts";
import { SCOPES_IN_WORDS } from "../../model/publisher/scope.ts";
import { problemReference } from "../respond/openapi.ts";
import { withExamples } from "./describe-examples.ts";
import { describeFeeds } from "./describe-feeds.ts";
import { describeWebhooks } from "./describe-webhooks.ts";

/** Makes the description of `/v1`, the feeds and the webhooks from the schemas that validate them. */
export function describe<E extends Env, S extends Schema>(app: OpenAPIHono<E, S>, origin: string, version: string) {
  app.openAPIRegistry.registerComponent("securitySchemes", "desk", {
    type: "http",
    scheme: "bearer",
    description: "A named desk token.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: `A publisher's key. Each operation names the scope it needs; each scope includes those before it. ${SCOPES_IN_WORDS}.`,
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "keyAsPassword", {
    type: "http",
    scheme: "basic",
    description: "The same key as the password, with any user name; or as the user name, with no password.",
  });
  describeFeeds(app.openAPIRegistry);
  describeWebhooks(app.openAPIRegistry, origin);
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Commonwire",
      version,
      description: "Articles with licenses that software can read, and the desk that publishes them.",
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [{ url: origin }],
    security: [],
  });
  const examples = problemExamples(document.paths, origin);
  return withExamples({ ...document, components: { ...document.components, examples } }, origin);
}

/** Every problem that a route can answer, as an example by code. */
function problemExamples(paths: object | undefined, origin: string) {
  const text = JSON.stringify(paths ?? {});
  const used = PROBLEM_CODES.filter((code) => text.includes(`"${problemReference(code)}"`));
  return Object.fromEntries(used.map((code) => [code, { value: problemExample(origin, code) }]));
}

/** A problem document as an example of its code. */
const problemExample = (origin: string, code: ProblemCode) => {
  const { status, title, meaning } = PROBLEMS[code];
  return { type: `${origin}/docs#${code}`, title, status, code, detail: meaning };
};
