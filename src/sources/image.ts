import { imageSize } from "image-size";
import { IMAGE_TYPES, type ImageExtension, type ImageFile } from "../model/article/image.ts";

/** Reads kind and size out of an image's own bytes; undefined where they are no image that the wire carries. */
export function readImage(bytes: Uint8Array): Pick<ImageFile, "extension" | "width" | "height" | "bytes"> | undefined {
  const found = measureImage(bytes);
  const extension = extensionOf(found?.type);
  if (!found || !extension || !found.width || !found.height) return undefined;
  // Exif orientations 5 to 8 lie on their side.
  const turned = (found.orientation ?? 1) >= 5;
  const [width, height] = turned ? [found.height, found.width] : [found.width, found.height];
  return { extension, width, height, bytes: bytes.length };
}

function measureImage(bytes: Uint8Array): ReturnType<typeof imageSize> | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}

const isExtension = (type: string): type is ImageExtension => Object.hasOwn(IMAGE_TYPES, type);
const extensionOf = (type: string | undefined) => (type !== undefined && isExtension(type) ? type : undefined);
