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
          .describe(
            "For a text: its parts. Leave out the added ones for the earlier text, the removed ones for the later.",
          ),
        from: z.unknown().optional().describe("For anything else: the earlier value; `null` if it was left out."),
        to: z.unknown().optional().describe("The later value."),
      }),
    ),
  })
  .meta({ id: "Diff" });
export type DiffJson = z.infer<typeof DiffJson>;
