import { z } from "zod";
import { fields, plainLine, slug, title } from "../text.ts";

/** The image kinds that the wire carries; SVG is not among them, because it can carry scripts. */
export const IMAGE_TYPES = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  avif: "image/avif",
} as const;

export type ImageExtension = keyof typeof IMAGE_TYPES;

/** Bytes of the largest image taken. */
export const IMAGE_BYTES = 10 * 1024 * 1024;

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "a SHA-256 as 64 lower-case hex digits" });

/** What the store knows of an image's bytes. */
export const ImageFile = fields({
  sha256,
  extension: z.enum(["jpg", "png", "webp", "gif", "avif"]),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
});
export type ImageFile = z.infer<typeof ImageFile>;

/** Whose an image is, and what it shows: said of every image in an article. */
export const imageRights = {
  alt: plainLine(1000).describe("What the image shows, for those who can't see it."),
  caption: plainLine(2000).optional().describe("The words under it."),
  credit: title(300).describe("The credit line, printed with it."),
  owner: title(300).describe("Whose it is."),
  licence: slug.describe("The licence that it travels under; `none` where it isn't ours to license."),
};

/** An image as an article brings it: its hash, and whose it is. */
export const ImageInput = fields({ sha256, ...imageRights });
export type ImageInput = z.infer<typeof ImageInput>;

/** An image of an article as it is stored: rights and file together. */
export type Image = ImageInput & ImageFile;

/** The word in an image's `licence` that keeps it here. */
export const NOT_LICENSED = "none";
