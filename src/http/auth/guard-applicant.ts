import { sha256Hex } from "../../model/hash.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { readByToken } from "../../store/publisher/publisher.ts";
import type { ApplicantEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";

const UNKNOWN =
  "This application address doesn’t work. An address stops working when someone from your organization signs in, or when a new one replaces it. Sign in at /sign-in.";
const READS_ONLY =
  "This address only shows your application, because your team signs in. Sign in at /sign-in to make changes.";

/** Lets a request through if its path has an application's token. Unknown, misspelled and expired tokens get the same answer. */
export const guardApplicant = asGuard<ApplicantEnv>(async (c, next) => {
  // A browser's preflight request, which no handler here answers.
  if (c.req.method === "OPTIONS") return next();
  const token = c.req.param("token") ?? "";
  const applicant =
    secretKind(token) === "application" ? await readByToken(c.env.env.db, await sha256Hex(token)) : undefined;
  if (applicant === undefined) return problem(c, "not-found", { detail: UNKNOWN });
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  // Once its people sign in, a publisher no longer needs a URL that acts for anyone who has it.
  if (applicant.signedIn !== undefined && !isRead) return problem(c, "forbidden", { detail: READS_ONLY });
  c.set("applicant", applicant);
  return next();
});
