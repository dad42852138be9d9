import type { z } from "zod";
import { z as zod } from "zod";
import { ARTICLE, LENGTH } from "./policy.ts";
import { formerNames } from "./renaming.ts";
import { atMost, email, fields, title, webAddress } from "./text.ts";

/** Somebody, or a desk, that signs articles. */
export const Author = fields({
  name: title(LENGTH.name).describe("The byline, exactly as it must be printed."),
  beat: title(LENGTH.name).optional().describe("What they cover, such as `China/Asia Pacific Reporter`."),
  affiliation: title(LENGTH.name).optional().describe("Their affiliation; without it, the publication."),
  email: email.optional().describe("Where readers reach them."),
  follow: zod
    .array(
      fields({
        label: title(LENGTH.label).describe("What the link says."),
        url: webAddress.describe("Where it leads."),
      }),
    )
    .max(...atMost(ARTICLE.authorLinks, "links"))
    .optional()
    .describe("Ways to follow them, each with a `label` and a `url`."),
  desk: zod
    .literal(true, { error: "true, or nothing" })
    .optional()
    .describe("`true`: a desk, and no person; search engines are told so."),
  was: formerNames
    .optional()
    .describe("Of a renamed file: the names that it had, the first one first. That one stays the id; all lead here."),
});
export type Author = z.infer<typeof Author>;

/** An author as the masthead holds them, under their id: `address` names their feeds, once that isn't the id any more. */
export type AuthorRecord = Omit<Author, "was"> & { address?: string };
