import { z } from "zod";
import { articleFields } from "../../model/article/article.ts";
import { imageRights } from "../../model/article/image.ts";
import { licenceFields } from "../../model/licence/licence.ts";
import { ARTICLE, LENGTH } from "../../model/policy.ts";
import { publicationFields } from "../../model/publication.ts";
import { atMost, fields, line, plainLine } from "../../model/text.ts";

const file = line(LENGTH.name).regex(/^[\w.-]+$/, { error: "a file's name, of letters, digits, . _ and -" });

/** `content/publication.yaml`. */
export const PublicationFile = fields({
  ...publicationFields,
  logo: fields({
    file: file.describe("Its file in `content/images`."),
    alt: plainLine(LENGTH.title).describe("What it says."),
  })
    .optional()
    .describe("The logo."),
});
/** The front matter of `content/licences/*.md`. */
export const LicenceFile = fields(licenceFields);
/** An image in the front matter of an article. */
export const ImageInFile = fields({ file: file.describe("Its file in `content/images`."), ...imageRights });
/** The front matter of `content/articles/*.md`. */
export const ArticleFile = fields({
  ...articleFields,
  images: z
    .array(ImageInFile)
    .max(...atMost(ARTICLE.images, "images"))
    .default([])
    .describe("Its images; the first is the lead image."),
});
