import { imageSize } from "image-size";
import { IMAGE_TYPES, type ImageExtension, type ImageFile } from "../model/article/image.ts";
import { isWhole } from "./whole-image.ts";

/** What an image's own bytes say about it, or why the wire can't use it. */
export type ReadImage =
  | { ok: true; image: Pick<ImageFile, "extension" | "width" | "height" | "bytes"> }
  | { ok: false; problem: string; allowed: string };

const noImage = {
  ok: false,
  problem: "isn't an image type that the wire supports",
  allowed: "JPEG, PNG, WebP, GIF or AVIF",
} as const;
const cutOff = {
  ok: false,
  problem: "is an incomplete image",
  allowed: "the complete file; save or upload it again",
} as const;

/** Reads an image's type and dimensions from its bytes, and checks that it is complete. */
export function readImage(bytes: Uint8Array): ReadImage {
  const found = measureImage(bytes);
  const extension = extensionOf(found?.type);
  if (!found || !extension || !found.width || !found.height) return noImage;
  if (!isWhole(bytes, extension)) return cutOff;
  // Exif orientations 5 to 8 are rotated by 90 degrees.
  const turned = (found.orientation ?? 1) >= 5;
  const [width, height] = turned ? [found.height, found.width] : [found.width, found.height];
  return { ok: true, image: { extension, width, height, bytes: bytes.length } };
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
