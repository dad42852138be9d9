import type { ImageExtension } from "../model/article/image.ts";

/** Whether all of an image's bytes are there: a truncated upload has a header with the full dimensions, but no end. */
export const isWhole = (bytes: Uint8Array, extension: ImageExtension): boolean =>
  ENDS[extension](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** Wraps a check so that reading past the end of the data counts as incomplete. */
const readable =
  (read: (view: DataView) => boolean) =>
  (view: DataView): boolean => {
    try {
      return read(view);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };

const ENDS: Record<ImageExtension, (view: DataView) => boolean> = {
  jpg: readable(isWholeJpeg),
  png: readable(isWholePng),
  gif: readable(isWholeGif),
  webp: readable(isWholeWebp),
  avif: readable(isWholeAvif),
};

/** Reads a four-character code. */
const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((more) => view.getUint8(at + more)));

/** PNG §5: chunks up to IEND, with image data among them. */
function isWholePng(view: DataView): boolean {
  let hasPicture = false;
  for (let at = 8; ; at += 12 + view.getUint32(at)) {
    const name = nameAt(view, at + 4);
    // Also read the checksum that follows the chunk's data.
    view.getUint32(at + 8 + view.getUint32(at));
    if (name === "IDAT") hasPicture = true;
    if (name === "IEND") return hasPicture;
  }
}

/** ITU T.81 §B.1: segments with their lengths, and entropy-coded data after each scan header, up to the end-of-image marker. */
function isWholeJpeg(view: DataView): boolean {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let isScanned = false;
  for (let at = 2; ; ) {
    const next = bytes.indexOf(0xff, at);
    if (next < 0) return false;
    at = next;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === END_OF_IMAGE) return isScanned;
    // In scan data, a 0 follows each byte of 255, and restart markers have no length.
    else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      isScanned ||= marker === START_OF_SCAN;
      at += 2 + view.getUint16(at + 2);
    }
  }
}

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** GIF 89a §17 to §27: blocks up to the trailer, with an image among them. */
function isWholeGif(view: DataView): boolean {
  let hasPicture = false;
  for (let at = 13 + colors(view.getUint8(10)); ; ) {
    const block = view.getUint8(at);
    if (block === 0x3b) return hasPicture;
    if (block !== 0x2c && block !== 0x21) return false;
    hasPicture ||= block === 0x2c;
    at = afterSubBlocks(view, block === 0x2c ? at + 11 + colors(view.getUint8(at + 9)) : at + 2);
  }
}

/** Returns the size in bytes of the color table that a packed field announces. */
const colors = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

function afterSubBlocks(view: DataView, from: number): number {
  let at = from;
  while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
  return at + 1;
}

/** RIFF: the header says how many bytes follow. */
function isWholeWebp(view: DataView): boolean {
  return view.byteLength >= 8 + view.getUint32(4, true);
}

/** ISO 14496-12 §4.2: every box is as long as its header says; one holds the metadata and one the image data. */
function isWholeAvif(view: DataView): boolean {
  const names = new Set<string>();
  for (let at = 0; at < view.byteLength; at += boxSize(view, at)) {
    if (at + boxSize(view, at) > view.byteLength) return false;
    names.add(nameAt(view, at + 4));
  }
  return names.has("meta") && names.has("mdat");
}

/** Returns the size of a box. A size of 0 extends to the end of the file; 1 means that a 64-bit size follows. */
function boxSize(view: DataView, at: number): number {
  const size = view.getUint32(at);
  if (size === 0) return view.byteLength - at;
  const whole = size === 1 ? Number(view.getBigUint64(at + 8)) : size;
  // A box can't be shorter than its header, or the loop would never advance.
  if (whole < 8) throw new RangeError("a box without a header");
  return whole;
}
