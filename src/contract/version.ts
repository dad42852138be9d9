import { z } from "zod";
import { ArticleInput } from "../model/article/article.ts";
import { STATUSES } from "../model/article/status.ts";
import { PAGES } from "../model/policy.ts";
import { describeComponent } from "./component.ts";
import { DeskArticleId } from "./desk-article-id.ts";
import { warningFields } from "./warning.ts";

/** The number of a version in a path. */
export const VersionNumber = z.coerce
  .number()
  .int({ error: "a whole number" })
  .min(1, { error: "a number of 1 or more" })
  .max(1_000_000, { error: "a number of 1 or more" });

/** The versions to compare. */
export const DiffQuery = z.object({
  from: VersionNumber.optional().describe("The version to start with; by default, the one before."),
  to: VersionNumber.optional().describe(
    "The version to compare it with; by default, the newest. It can be an earlier one.",
  ),
});

/** The version of an article in a path. */
export const VersionId = DeskArticleId.extend({ version: VersionNumber.describe("The version's number.") });

/** A version in the list of versions. */
export const VersionLineJson = z
  .object({
    version: z.int(),
    at: z.string().describe("When it was made."),
    by: z.string().describe("Who on the desk made it."),
    status: z.enum(STATUSES).describe("The article's status at the time."),
  })
  .meta({ id: "VersionLine" });

/** A version of an article for the desk. */
export const VersionJson = VersionLineJson.extend({
  id: z.string(),
  address: z.string().describe("Its address at the time."),
  article: describeComponent(ArticleInput, "The article as it was then, as `PUT` takes it."),
  ...warningFields,
  warnings: warningFields.warnings.describe(
    `What cleaning changed in its text; at most ${PAGES.versionWarnings}, and none for a version that kept its text.`,
  ),
}).meta({ id: "Version" });
export type VersionJson = z.infer<typeof VersionJson>;
