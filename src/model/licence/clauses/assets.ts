import { z } from "zod";
import { type Clause, describeFact, describePermission } from "../clause.ts";

/** The rules for a story's images; each image names its own owner. */
export const assetsFields = {
  images: z
    .enum(["none", "own", "marked"])
    .describe(
      "`marked`: images that carry their own license may be used under it; `own`: only the holder's own images that carry one; `none`: no images may be used.",
    ),
  use: z
    .enum(["any", "withStory", "once"])
    .describe("`any`; `withStory`: only together with the story; `once`: only once, together with the story."),
  unlicensed: z
    .enum(["note", "nothing"])
    .describe("What replaces an image that isn't licensed: a `note` that names its owner, or `nothing`."),
};
export const Assets = z.object(assetsFields).partial();
export type Assets = z.infer<typeof Assets>;

const IMAGES = {
  marked: "use images that carry their own license, under that license",
  own: "use our own images that carry a license",
  none: "use any images",
} as const;

const USE = {
  any: undefined,
  withStory: "An image may be used only with its story.",
  once: "An image may be used only once, and only with its story.",
} as const;

const UNLICENSED = {
  note: "In our feeds, each image that isn’t licensed is replaced by a note that names its owner.",
  nothing: "Our feeds leave out images that aren’t licensed.",
} as const;

/** Returns the clauses about images. A license that doesn't mention images distributes none. */
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
