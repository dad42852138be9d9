import { sha256Hex } from "../../model/hash.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { readByToken } from "../../store/publisher/publisher.ts";
import type { ApplicantEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";

/** Lets through whoever has an application's token in the path; one that is unknown, misspelt or gone answers the same. */
export const guardApplicant = asGuard<ApplicantEnv>(async (c, next) => {
  // A browser asks before it sends; no handler here answers that.
  if (c.req.method === "OPTIONS") return next();
  const token = c.req.param("token") ?? "";
  const applicant =
    secretKind(token) === "application" ? await readByToken(c.env.env.db, await sha256Hex(token)) : undefined;
  if (applicant === undefined) return problem(c, "not-found");
  c.set("applicant", applicant);
  return next();
});
