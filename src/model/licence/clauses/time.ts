import { z } from "zod";
import { CLAUSE } from "../../policy.ts";
import { type Clause, count, countNoun, describeDemand, describeFact } from "../clause.ts";

/** How long a copy may stay up. A story's own embargo and expiry are fields of the story. */
export const timeFields = {
  removeAfterDays: count(CLAUSE.days).describe("Days after publication within which a copy must come down."),
  remains: z.enum(["nothing", "link"]).describe("What may remain then: `nothing`, or a `link`."),
};
export const Time = z.object(timeFields).partial();
export type Time = z.infer<typeof Time>;

/** The clauses about time. */
export const timeClauses = ({ removeAfterDays, remains }: Time): Clause[] => [
  ...describeDemand(
    "time.removeAfterDays",
    removeAfterDays,
    `remove your copy within ${countNoun(removeAfterDays, "day")} after we publish the story${remains === "link" ? ", or reduce it to a link" : ""}`,
    true,
  ),
  ...describeFact(
    "time.remains",
    remains,
    remains === "link" ? "A link may stay up after that." : "Nothing may stay up after that, not even a link.",
    true,
  ),
];
