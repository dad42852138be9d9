import { z } from "zod";
import { articleFields } from "../../model/article/article.ts";
import { imageRights } from "../../model/article/image.ts";
import { AUTHOR_PICTURE, Author, authorPicture } from "../../model/author.ts";
import { LicenceInput, licenceFields } from "../../model/licence/licence.ts";
import { ARTICLE, LENGTH } from "../../model/policy.ts";
import { publicationFields } from "../../model/publication.ts";
import { atMost, fields, line, plainLine, slug, title } from "../../model/text.ts";

const file = line(LENGTH.name).regex(/^[\w.-]+$/, { error: "a file name made up of letters, digits, . _ and -" });

const retired = z
  .literal(true, { error: "true, or leave the field out" })
  .optional()
  .describe("`true`: old stories keep it, but no new ones can use it.");

const label = title(LENGTH.label);
const RetiredName = fields({ name: label, retired });

/** A name, or an object with `name` and `retired`: `asia: Asia`, `asia: { name: Asia, retired: true }`. */
const nameInFile = z.unknown().transform((value, { addIssue }): z.output<typeof RetiredName> => {
  const isPlain = typeof value !== "object" || value === null || Array.isArray(value);
  const read = (isPlain ? label.transform((name) => ({ name })) : RetiredName).safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) addIssue({ ...issue });
  return z.NEVER;
});

/** The schema of `content/publication.yaml`. */
export const PublicationFile = fields({
  ...publicationFields,
  sections: z.record(slug, nameInFile).describe("The sections: id to name."),
  topics: z.record(slug, nameInFile).describe("The topics: id to name."),
  logo: fields({
    file: file.describe("Its file in `content/images`."),
    alt: plainLine(LENGTH.title).describe("What it says."),
  })
    .optional()
    .describe("The logo."),
});
const { editorial, exported } = LicenceInput.shape;
/** The schema of the front matter of `content/licences/*.md`. */
export const LicenceFile = fields({ ...licenceFields, retired, editorial, exported });
/** The schema of `content/authors/*.yaml`. */
export const AuthorFile = fields({
  ...Author.shape,
  picture: fields({ file: file.describe("Its file in `content/images`."), ...authorPicture })
    .optional()
    .describe(AUTHOR_PICTURE),
  retired,
});
/** An image in the front matter of an article. */
export const ImageInFile = fields({ file: file.describe("Its file in `content/images`."), ...imageRights });
/** The schema of the front matter of `content/articles/*.md`. */
export const ArticleFile = fields({
  ...articleFields,
  images: z
    .array(ImageInFile)
    .max(...atMost(ARTICLE.images, "images"))
    .default([])
    .describe("Its images; the first is the lead image."),
});
