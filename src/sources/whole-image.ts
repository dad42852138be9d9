import type { ImageExtension } from "../model/article/image.ts";

/** Whether an image's bytes are all there: an upload that broke off has its head, with its full measures, and no end. */
export const isWhole = (bytes: Uint8Array, extension: ImageExtension): boolean =>
  ENDS[extension](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));

/** Reading past the end is how a cut shows. */
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

/** Four letters. */
const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((more) => view.getUint8(at + more)));

/** PNG §5: chunks up to IEND, with a picture among them. */
function isWholePng(view: DataView): boolean {
  let hasPicture = false;
  for (let at = 8; ; at += 12 + view.getUint32(at)) {
    const name = nameAt(view, at + 4);
    // The check sum behind a chunk's data belongs to it.
    view.getUint32(at + 8 + view.getUint32(at));
    if (name === "IDAT") hasPicture = true;
    if (name === "IEND") return hasPicture;
  }
}

/** ITU T.81 §B.1: segments, each with its length, and after a scan's head its data, up to the end of image. */
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
    // In a scan's data, 0 stands behind a byte of 255, and restart markers have no length.
    else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      isScanned ||= marker === START_OF_SCAN;
      at += 2 + view.getUint16(at + 2);
    }
  }
}

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** GIF 89a §17 to §27: blocks up to the trailer, with a picture among them. */
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

/** Bytes of the table of colors that a packed field announces. */
const colors = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

function afterSubBlocks(view: DataView, from: number): number {
  let at = from;
  while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
  return at + 1;
}

/** RIFF: the head says how many bytes follow. */
function isWholeWebp(view: DataView): boolean {
  return view.byteLength >= 8 + view.getUint32(4, true);
}

/** ISO 14496-12 §4.2: every box is as long as it says, and one of them holds the picture's data. */
function isWholeAvif(view: DataView): boolean {
  const names = new Set<string>();
  for (let at = 0; at < view.byteLength; at += boxSize(view, at)) {
    if (at + boxSize(view, at) > view.byteLength) return false;
    names.add(nameAt(view, at + 4));
  }
  return names.has("meta") && names.has("mdat");
}

/** A size of 0 reaches to the end of the file; 1 says that the size follows in 64 bits. */
function boxSize(view: DataView, at: number): number {
  const size = view.getUint32(at);
  if (size === 0) return view.byteLength - at;
  const whole = size === 1 ? Number(view.getBigUint64(at + 8)) : size;
  // A box is longer than its own head: else nothing would ever move on.
  if (whole < 8) throw new RangeError("a box without a head");
  return whole;
}
