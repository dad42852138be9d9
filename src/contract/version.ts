import { z } from "@hono/zod-openapi";

/** The number of a version, as an address names it. */
export const VersionNumber = z.coerce
  .number()
  .int({ error: "a whole number" })
  .min(1, { error: "a number from 1" })
  .max(1_000_000, { error: "a number from 1" });

/** Which versions are compared. */
export const DiffQuery = z.object({
  from: VersionNumber.optional().describe("The version to begin with; without it, the one before."),
  to: VersionNumber.optional().describe(
    "The version to compare it with; without it, the newest. It may be an earlier one.",
  ),
});
