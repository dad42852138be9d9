import { z } from "zod";
import { VersionLineJson } from "./version.ts";

const PartJson = z.object({ kind: z.enum(["equal", "added", "removed"]), text: z.string() }).meta({ id: "Part" });

/** What changed between two versions. */
export const DiffJson = z
  .object({
    id: z.string(),
    from: VersionLineJson,
    to: VersionLineJson,
    fields: z.array(
      z.object({
        field: z.string(),
        parts: z
          .array(PartJson)
          .optional()
          .describe("For a text: the earlier one without the additions, the later one without the removals."),
        from: z.unknown().optional().describe("Of anything else: as it was; `null` where it was left out."),
        to: z.unknown().optional().describe("As it is in the later one."),
      }),
    ),
  })
  .meta({ id: "Diff" });
export type DiffJson = z.infer<typeof DiffJson>;
