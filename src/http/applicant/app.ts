import { audience, openAudience } from "../auth/audience.ts";
import { guardApplicant } from "../auth/guard-applicant.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { ApplicantEnv, DoorEnv } from "../context.ts";
import { jsonOnly, smallBodies } from "../respond/body.ts";
import { noReferrer } from "../respond/no-referrer.ts";
import { applicationPages } from "./application-pages.ts";
import { applicationRoutes } from "./applications.ts";
import { findPages } from "./find-pages.ts";
import { intakeRoutes } from "./intake.ts";
import { intakePages } from "./intake-pages.ts";

/** `/v1/applications`: where anyone applies. */
export function intakeApi() {
  const app = openAudience<DoorEnv>(smallBodies, jsonOnly);
  intakeRoutes(app);
  return app;
}

/** `/apply`: the same as a page. */
export function intakeForm() {
  const app = openAudience<DoorEnv>(sameOrigin, smallBodies);
  intakePages(app);
  findPages(app);
  return app;
}

/** `/v1/applications/{token}`: the API for an applicant's software. */
export function applicantApi() {
  const app = audience<ApplicantEnv>(guardApplicant, { after: [smallBodies, jsonOnly] });
  applicationRoutes(app);
  return app;
}

/** `/applications/{token}`: an applicant's page. */
export function applicantPages() {
  const app = audience<ApplicantEnv>(guardApplicant, { before: [noReferrer, sameOrigin, smallBodies] });
  applicationPages(app);
  return app;
}
