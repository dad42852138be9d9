import { PUBLIC } from "../../model/access.ts";
import { imageType } from "../../model/address.ts";
import type { Body, Version } from "../../model/article/article.ts";
import type { Image, ImageFile } from "../../model/article/image.ts";
import { getOwn } from "../../model/get-own.ts";
import { picturesShown, pictureUrl, pictureWidths } from "../../model/picture.ts";
import { figure } from "../body.ts";
import { pictureFigure } from "../picture.ts";
import type { Site } from "../site.ts";
import type { ItemImage, Picture } from "./item.ts";

/** Returns the pictures that a page shows of an article; `images` are the item's own, which may be distributed. */
export const picturesOf = (article: Version, images: readonly ItemImage[], site: Site): Picture[] => {
  const open = picturesShown(article, site.masthead, PUBLIC);
  return picturesShown(article, site.masthead, site.access).map((image) => {
    const leaving = images.find(({ sha256 }) => sha256 === image.sha256);
    return pictureOf(image, leaving, open.includes(image), site);
  });
};

const sizesOf = (image: ImageFile, origin: string, isResizing = false): Picture["sizes"] =>
  isResizing ? pictureWidths(image).map((width) => ({ width, url: pictureUrl(origin, image, width) })) : [];

/** Public pictures have a page address; those that need a key are read at the address that the license gives. */
function pictureOf(image: Image, leaving: ItemImage | undefined, isOpen: boolean, site: Site): Picture {
  const { origin, isResizing } = site;
  const { sha256, width, height, alt, caption, credit, owner } = image;
  return {
    ...{ sha256, width, height, alt, credit, owner, ...(caption ? { caption } : {}) },
    url: isOpen || leaving === undefined ? pictureUrl(origin, image) : leaving.url,
    type: imageType(image),
    ...(leaving === undefined ? {} : { licence: leaving.licence }),
    sizes: sizesOf(image, origin, isOpen && isResizing),
  };
}

/** Returns the picture on an author's page; undefined if there is none. */
export function facePicture(id: string, { origin, masthead, isResizing }: Site): FacePicture | undefined {
  const picture = getOwn(masthead.authors, id)?.picture;
  if (picture === undefined) return undefined;
  const { width, height, alt, credit } = picture;
  return {
    ...{ width, height, alt, ...(credit === undefined ? {} : { credit }) },
    url: pictureUrl(origin, picture),
    type: imageType(picture),
    sizes: sizesOf(picture, origin, isResizing),
  };
}

/** An author's picture. It is never distributed, so it has no license; the newsroom is responsible for it. */
export type FacePicture = Pick<Picture, "url" | "type" | "width" | "height" | "alt" | "sizes"> & { credit?: string };

/** Returns the HTML of a body's images by hash. On a page these are its pictures, and the first one loads at once. */
export function figuresOf(
  body: Body,
  images: readonly ItemImage[],
  pictures: readonly Picture[] | undefined,
): ReadonlyMap<string, string> {
  if (pictures === undefined) return new Map(images.map((image) => [image.sha256, figure(image)]));
  const first = body.find((piece) => typeof piece !== "string");
  const isFirst = (sha256: string) => typeof first === "object" && first.image === sha256;
  return new Map(pictures.map((picture) => [picture.sha256, pictureFigure(picture, isFirst(picture.sha256))]));
}
