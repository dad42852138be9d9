import { type Access, imagesSeen, PUBLIC, type Rules, visibility } from "./access.ts";
import type { Image, ImageFile } from "./article/image.ts";
import { PICTURE } from "./policy.ts";

// Pictures on the wire's own pages. Images in feeds, the API and kits are `visibility`'s `images`, and nothing here adds to them.

/** An article, as far as it decides about its pictures. */
type Pictured = Parameters<typeof visibility>[0];

/** Whether a picture is the newsroom's own: the publication's, or the story's holder's. */
export const isOwnPicture = (
  { owner }: Pick<Image, "owner">,
  { holder }: Pick<Pictured, "holder">,
  { publication }: Pick<Rules, "publication">,
): boolean => owner === publication.name || owner === holder;

/**
 * The pictures of an article on the wire's pages: those that this access sees and, if the article itself is shown, the
 * newsroom's own.
 */
export function picturesShown(article: Pictured, rules: Rules, access: Access): readonly Image[] {
  const seen = visibility(article, rules, access);
  if (seen.shows === "nothing" || seen.shows === "notice") return [];
  const leaving = imagesSeen(article, rules, access);
  return article.images.filter((image) => leaving.includes(image) || isOwnPicture(image, article, rules));
}

/** What is known of a story before it is published. */
type Unpublished = Pick<Pictured, "licence" | "exclude" | "holder">;

/** Whether a picture will be only on the wire's own pages: no feed and no kit includes it, whatever license a reader has. */
export function staysHere(image: Image, article: Unpublished, rules: Rules): boolean {
  const licences = Object.keys(rules.licences).map((id) => ({ id, version: 1 }));
  const published: Pictured = { ...article, images: [image], status: "usable", released: "now" };
  return (
    picturesShown(published, rules, PUBLIC).length > 0 &&
    imagesSeen(published, rules, { kind: "licensed", licences }).length === 0
  );
}

/** The widths that a picture is available in other than its own, in pixels: none if resizing would stop its animation. */
export const pictureWidths = ({ width, extension }: Pick<ImageFile, "width" | "extension">): number[] =>
  extension === "gif" ? [] : PICTURE.widths.filter((each) => each < width);

/** A picture of a page; with a width, as resized to it. */
export const pictureUrl = (
  origin: string,
  { sha256, extension }: Pick<ImageFile, "sha256" | "extension">,
  width?: number,
): string => `${origin}/pictures/${sha256}${width === undefined ? `.${extension}` : `-${width}.webp`}`;

/** The picture in the last part of an address. */
export type NamedPicture = { sha256: string; extension: string; width: number | undefined };

/** Reads the last part of a picture's address; undefined if it isn't one. */
export function parsePictureFile(file: string): NamedPicture | undefined {
  const [, sha256, width, extension] = /^([0-9a-f]{64})(?:-([1-9]\d{0,4}))?\.([a-z]+)$/.exec(file) ?? [];
  if (sha256 === undefined || extension === undefined) return undefined;
  return { sha256, extension, width: width === undefined ? undefined : Number(width) };
}
