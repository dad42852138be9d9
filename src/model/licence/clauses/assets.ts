import { z } from "zod";
import { type Clause, describeFact, describePermission } from "../clause.ts";

/** What goes for the images in a story; whose each one is stands with the image. */
export const assetsFields = {
  images: z
    .enum(["none", "own", "marked"])
    .describe(
      "`marked`: images that name a licence travel under it; `own`: of those only the holder's own; `none`: no image travels.",
    ),
  use: z
    .enum(["any", "withStory", "once"])
    .describe("`any`; `withStory`: only together with it; `once`: once, together with it."),
  unlicensed: z
    .enum(["note", "nothing"])
    .describe("What stands where an image had to stay: a `note` that names its owner, or `nothing`."),
};
export const Assets = z.object(assetsFields).partial();
export type Assets = z.infer<typeof Assets>;

const IMAGES = {
  marked: "take images that are marked with a licence of their own, under that licence",
  own: "take our own images that are marked with a licence",
  none: "take any image",
} as const;

const USE = {
  any: undefined,
  withStory: "An image may be used only together with its story.",
  once: "An image may be used only once, and only together with its story.",
} as const;

const UNLICENSED = {
  note: "In our feeds, a note names the owner of each image that stays here.",
  nothing: "In our feeds, images that stay here are left out.",
} as const;

/** The clauses about images. No image leaves under a licence that says nothing of them. */
export const assetsClauses = ({ images, use, unlicensed }: Assets): Clause[] => [
  ...(images === undefined
    ? []
    : describePermission("assets.images", images === "none" ? "deny" : "allow", IMAGES[images], true).map((clause) => ({
        ...clause,
        value: images,
      }))),
  ...(use === undefined || use === "any" ? [] : describeFact("assets.use", use, USE[use])),
  ...(unlicensed === undefined ? [] : describeFact("assets.unlicensed", unlicensed, UNLICENSED[unlicensed], true)),
];
