const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Builds a PNG of a given size, with almost no image data and made unique by its tail: as much as the code under test reads. */
export function png(width: number, height: number, tail: string): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 6, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", head), chunk("IDAT", new TextEncoder().encode(tail)), chunk("IEND", new Uint8Array())];
  return new Uint8Array([SIGNATURE, ...chunks].flatMap((each) => [...each]));
}

/** Builds a chunk: its length, name, data, and room for a checksum that no code under test reads. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + 12);
  new DataView(whole.buffer).setUint32(0, data.length);
  whole.set(new TextEncoder().encode(name), 4);
  whole.set(data, 8);
  return whole;
}
