import { z } from "zod";
import { LENGTH } from "../policy.ts";
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

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "a SHA-256 hash as 64 lowercase hex digits" });

/** The store's facts about an image's bytes. */
export const ImageFile = fields({
  sha256,
  extension: z.enum(["jpg", "png", "webp", "gif", "avif"]),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
}).meta({ id: "ImageFile" });
export type ImageFile = z.infer<typeof ImageFile>;

/** An image's rights and description, given for every image in an article. */
export const imageRights = {
  alt: plainLine(LENGTH.note).describe("What the image shows, for people who can't see it."),
  caption: plainLine(LENGTH.summary).optional().describe("The caption."),
  credit: title(LENGTH.title).describe("The credit line, shown with it."),
  owner: title(LENGTH.title).describe("Who owns it."),
  licence: slug.describe("The license it travels under; `none` if it isn't ours to license."),
};

/** An image as an article sends it: its hash and rights. */
export const ImageInput = fields({ sha256, ...imageRights });
export type ImageInput = z.infer<typeof ImageInput>;

/** An image of an article as it is stored: rights and file together. */
export type Image = ImageInput & ImageFile;

/** The word in an image's `licence` that keeps it here. */
export const NOT_LICENSED = "none";
