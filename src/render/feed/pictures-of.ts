import { PUBLIC } from "../../model/access.ts";
import { imageType } from "../../model/address.ts";
import type { Body, Version } from "../../model/article/article.ts";
import type { Image } from "../../model/article/image.ts";
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

/** What everybody is shown has an address of the pages; what a key opens is read where its licence gives it. */
function pictureOf(image: Image, leaving: ItemImage | undefined, isOpen: boolean, site: Site): Picture {
  const { origin, isResizing } = site;
  const { sha256, width, height, alt, caption, credit, owner } = image;
  const widths = isOpen && isResizing ? pictureWidths(image) : [];
  return {
    ...{ sha256, width, height, alt, credit, owner, ...(caption ? { caption } : {}) },
    url: isOpen || leaving === undefined ? pictureUrl(origin, image) : leaving.url,
    type: imageType(image),
    ...(leaving === undefined ? {} : { licence: leaving.licence }),
    sizes: widths.map((each) => ({ width: each, url: pictureUrl(origin, image, each) })),
  };
}

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
