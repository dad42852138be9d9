import type { MiddlewareHandler } from "hono";
import { sha256Hex } from "../../model/hash.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { readByToken } from "../../store/publisher/publisher.ts";
import type { ApplicantEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Lets through whoever has an application's token in the path; one that is unknown, misspelt or gone answers the same. */
export const guardApplicant: MiddlewareHandler<ApplicantEnv> = async (c, next) => {
  const token = c.req.param("token") ?? "";
  const applicant =
    secretKind(token) === "application" ? await readByToken(c.env.env.db, await sha256Hex(token)) : undefined;
  if (applicant === undefined) return problem(c, "not-found");
  c.set("applicant", applicant);
  await next();
  return undefined;
};
