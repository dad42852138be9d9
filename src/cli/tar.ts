import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

// Tar in the POSIX format (ustar), which every system can open. Files are never held in memory as a whole.

const BLOCK = 512;

/** The place of a file in a tar. */
export type TarEntry = { name: string; start: number; size: number };

/** Writes a tar: one file after the other, then the end. */
export class TarWriter {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<TarWriter> {
    return new TarWriter(await open(path, "w", 0o600));
  }

  /** Adds a file of the given size in bytes. */
  async add(name: string, size: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await this.#file.write(header(name, size));
    let written = 0;
    for await (const chunk of content) {
      await this.#file.write(chunk);
      written += chunk.length;
    }
    if (written !== size) throw new Error(`${name} changed while it was read.`);
    await this.#file.write(new Uint8Array(padding(size)));
  }

  /** Ends the tar with two empty blocks; when it returns, everything is on disk. */
  async end(): Promise<void> {
    await this.#file.write(new Uint8Array(2 * BLOCK));
    await this.#file.sync();
    await this.#file.close();
  }
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** Writes a header. Name and size must fit into the format's fields. */
function header(name: string, size: number): Uint8Array {
  if (Buffer.byteLength(name) > 100 || size >= 8 ** 11) throw new Error(`${name} is too long for a tar.`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  const fields: [at: number, text: string][] = [
    [0, name],
    [100, octal(0o600, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(size, 11)],
    [136, octal(Math.floor(Date.now() / 1000), 11)],
    // The checksum is computed with spaces in its own field.
    [148, " ".repeat(8)],
    [156, "0"],
    [257, "ustar\0"],
    [263, "00"],
  ];
  for (const [at, text] of fields) block.write(text, at, "latin1");
  block.write(`${sumOf(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

const sumOf = (block: Uint8Array): number => {
  let sum = 0;
  for (const byte of block) sum += byte;
  return sum;
};

/** Returns the files of a tar in order. Throws if it isn't one, or was truncated. */
export async function listTar(path: string): Promise<TarEntry[]> {
  const file = await open(path, "r");
  try {
    const entries: TarEntry[] = [];
    const { size: end } = await file.stat();
    for (let at = 0; at + BLOCK <= end; ) {
      const block = Buffer.alloc(BLOCK);
      await file.read(block, 0, BLOCK, at);
      if (sumOf(block) === 0) return entries;
      const entry = entryOf(block, at + BLOCK, path);
      entries.push(entry);
      at = entry.start + entry.size + padding(entry.size);
    }
    throw new Error(`${path} is incomplete: writing or copying it was interrupted.`);
  } finally {
    await file.close();
  }
}

function entryOf(block: Buffer, start: number, path: string): TarEntry {
  const text = (at: number, length: number) => block.toString("latin1", at, at + length).replace(/\0.*$/s, "");
  const sum = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.concat([block.subarray(0, 148), Buffer.from(" ".repeat(8)), block.subarray(156)]);
  if (sum !== sumOf(blank)) throw new Error(`${path} isn't a backup: it isn't a tar file, or it is damaged.`);
  return { name: text(0, 100), start, size: Number.parseInt(text(124, 12), 8) };
}

/** Reads a file in a tar. */
export const readEntry = (path: string, { start, size }: TarEntry): AsyncIterable<Buffer> | Iterable<Buffer> =>
  size === 0 ? [] : createReadStream(path, { start, end: start + size - 1 });
