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

/** The pictures that a page shows of an article; `images` are those of its item, which may leave. */
export const picturesOf = (article: Version, images: readonly ItemImage[], site: Site): Picture[] => {
  const open = picturesShown(article, site.masthead, PUBLIC);
  return picturesShown(article, site.masthead, site.access).map((image) => {
    const leaving = images.find(({ sha256 }) => sha256 === image.sha256);
    return pictureOf(image, leaving, open.includes(image), site);
  });
};

const sizesOf = (image: ImageFile, origin: string, isResizing = false): Picture["sizes"] =>
  isResizing ? pictureWidths(image).map((width) => ({ width, url: pictureUrl(origin, image, width) })) : [];

/** What everybody is shown has an address of the pages; what a key opens is read where its licence gives it. */
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

/** The picture of an author, as their page shows it; undefined where there is none. */
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

/** A picture of somebody, which travels nowhere: it has no licence, and the newsroom answers for it. */
export type FacePicture = Pick<Picture, "url" | "type" | "width" | "height" | "alt" | "sizes"> & { credit?: string };

/** The images of a body as they are written into it: on a page its pictures, the first one of which is looked at at once. */
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
