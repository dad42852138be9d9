import { z } from "zod";
import type { Version } from "./article.ts";
import { type Image, NOT_LICENSED } from "./image.ts";
import type { Licence } from "./licence.ts";
import { own } from "./own.ts";

/** What a reader is entitled to. */
export const Access = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("public") }),
  z.object({ kind: z.literal("licensed"), licences: z.array(z.string()) }),
]);
export type Access = z.infer<typeof Access>;

export const PUBLIC: Access = { kind: "public" };

/** One string per access: two readers with the same one may share a cached answer, others never. */
export const accessKey = (access: Access): string =>
  access.kind === "public" ? "public" : `licensed:${[...new Set(access.licences)].sort().join(",")}`;

/** What of an article may leave. */
export type Sight =
  | { shows: "nothing" }
  | { shows: "notice"; reason: string }
  | { shows: "link" | "summary" | "full"; images: readonly Image[]; kept: readonly Image[] };

type Licences = Record<string, Pick<Licence, "publicText" | "images">>;
type Seen = Pick<Version, "status" | "released" | "licence" | "images"> & { reason?: string | undefined };

/**
 * Who sees what: the one place that decides it. Given an article, the licences and the reader's access, it says
 * what may leave, and which images; `kept` are the images whose place a note takes.
 */
export function sight(article: Seen, licences: Licences, access: Access): Sight {
  if (article.released === undefined || article.status === "withheld") return { shows: "nothing" };
  if (article.status === "canceled") return { shows: "notice", reason: article.reason ?? "Withdrawn." };
  const shows = textShown(article.licence, licences, access);
  const leaves = (image: Image) => shows !== "link" && imageLeaves(article.licence, image, licences, access);
  return {
    shows,
    images: article.images.filter(leaves),
    kept: shows === "full" ? article.images.filter((image) => !leaves(image)) : [],
  };
}

/** The most that a licence lets this access read; the least where the licence is unknown. */
export function textShown(licence: string, licences: Licences, access: Access): "link" | "summary" | "full" {
  const known = own(licences, licence);
  if (known === undefined) return "link";
  if (access.kind === "licensed" && access.licences.includes(licence)) return "full";
  return known.publicText;
}

/** An image leaves only if the article's licence lets images go, and the image's own licence gives it to this access in full. */
function imageLeaves(licence: string, image: Image, licences: Licences, access: Access): boolean {
  if (own(licences, licence)?.images !== "marked" || image.licence === NOT_LICENSED) return false;
  return textShown(image.licence, licences, access) === "full";
}
