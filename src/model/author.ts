import type { z } from "zod";
import { z as zod } from "zod";
import { type ImageFile, sha256 } from "./article/image.ts";
import { ARTICLE, LENGTH } from "./policy.ts";
import { formerNames } from "./renaming.ts";
import { atMost, email, fields, plainLine, title, webAddress } from "./text.ts";

/** A person or a desk with a byline. */
export const Author = fields({
  name: title(LENGTH.name).describe("The byline, exactly as it must be shown."),
  beat: title(LENGTH.name).optional().describe("What they cover, such as `China/Asia Pacific Reporter`."),
  affiliation: title(LENGTH.name).optional().describe("Their affiliation; by default, the publication."),
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
    .literal(true, { error: "true, or leave the field out" })
    .optional()
    .describe("`true`: a desk, not a person; search engines are told so."),
  was: formerNames
    .optional()
    .describe("For a renamed file: its earlier names, oldest first. The oldest stays the id; all of them lead here."),
});
export type Author = z.infer<typeof Author>;

/** The fields of an author's picture, apart from its file. */
export const authorPicture = {
  alt: plainLine(LENGTH.title).describe("What the picture shows, for people who can't see it."),
  credit: title(LENGTH.title).optional().describe("The credit line, shown with it."),
};

/** What an author's picture is for. */
export const AUTHOR_PICTURE = "Their picture, for their page here. It isn't in any feed, API answer or kit.";

/** An author as the desk's API takes them. */
export const AuthorInput = fields({
  ...Author.shape,
  picture: fields({ sha256, ...authorPicture })
    .optional()
    .describe(AUTHOR_PICTURE),
});
export type AuthorInput = z.infer<typeof AuthorInput>;

/** An author's picture as it is kept. */
export type AuthorPicture = ImageFile & { alt: string; credit?: string | undefined };

/** An author under their id: `address` names their feeds, once that isn't the id any more. */
export type NamedAuthor = Omit<AuthorInput, "was"> & { address?: string };

/** An author as the masthead holds them, under their id. */
export type AuthorRecord = Omit<NamedAuthor, "picture"> & { picture?: AuthorPicture };
