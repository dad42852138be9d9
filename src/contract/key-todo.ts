import { z } from "zod";

/** A to-do about one of a publisher's keys. */
export const KeyTodo = z
  .object({
    key: z.string().describe("The key's id."),
    name: z.string(),
    hint: z.string(),
    because: z
      .enum(["found", "narrows"])
      .describe(
        "`found`: it was found on a public page and revoked. `narrows`: it can manage until `at`; after that, it can only report.",
      ),
    at: z.iso.datetime(),
    foundAt: z.string().nullable().describe("The page where it was found."),
  })
  .meta({ id: "KeyTodo" });
export type KeyTodo = z.infer<typeof KeyTodo>;
