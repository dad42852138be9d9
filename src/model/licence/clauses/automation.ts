import { z } from "zod";
import { type Clause, describePermission, permission } from "../clause.ts";

/** How copies may be made. */
export const automationFields = {
  import: permission.describe("Importing stories automatically instead of picking them one by one."),
  framing: permission.describe("Showing our page in a frame."),
};
export const Automation = z.object(automationFields).partial();
export type Automation = z.infer<typeof Automation>;

const IMPORT = {
  allow: "import stories automatically",
  ask: "import stories automatically; until we agree, pick them one by one",
  deny: "import stories automatically instead of picking them one by one",
} as const;

/** The clauses about automatic import. */
export const automationClauses = (automation: Automation): Clause[] => [
  ...describePermission("automation.import", automation.import, IMPORT[automation.import ?? "allow"]),
  ...describePermission("automation.framing", automation.framing, "show our page in a frame", true),
];
