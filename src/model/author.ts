import type { z } from "zod";
import { z as zod } from "zod";
import { email, fields, title, webAddress } from "./text.ts";

/** Somebody, or a desk, that signs articles. */
export const Author = fields({
  name: title(200).describe("The byline, exactly as it is to be printed."),
  beat: title(200).optional().describe("What they cover, as `China/Asia Pacific Reporter`."),
  affiliation: title(200).optional().describe("Whom they write for; without it, the publication."),
  email: email.optional().describe("Where readers reach them."),
  follow: zod
    .array(fields({ label: title(100).describe("What the link says."), url: webAddress.describe("Where it leads.") }))
    .max(10, { error: "at most 10 links" })
    .optional()
    .describe("Ways to follow them, each with a `label` and a `url`."),
});
export type Author = z.infer<typeof Author>;
