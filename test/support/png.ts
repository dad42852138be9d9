const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The head of a PNG of some size, made one of a kind by its tail: as much of one as anything here reads. */
export function png(width: number, height: number, tail: string): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(33 + tail.length);
  head.set(SIGNATURE);
  const view = new DataView(head.buffer);
  view.setUint32(8, 13);
  head.set(new TextEncoder().encode("IHDR"), 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  head.set([8, 6, 0, 0, 0], 24);
  head.set(new TextEncoder().encode(tail), 33);
  return head;
}
