import { once } from "node:events";
import { createReadStream, type WriteStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

// POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange Format"): what every tar opens, written and read as a stream, so
// that a backup of any size takes no more memory than one page of it.

const BLOCK = 512;

/** A file in an archive: its name, its bytes, and where they begin. */
export type TarEntry = { name: string; size: number; offset: number };

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

/** The header of an entry: a short name in ASCII, and what the file takes. */
function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "ascii");
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)} `, 148);
  return header;
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

async function write(out: WriteStream, bytes: Uint8Array): Promise<void> {
  if (!out.write(bytes)) await once(out, "drain");
}

/** Appends a file of the disk to an archive. */
export async function appendFile(out: WriteStream, name: string, path: string): Promise<void> {
  const { size } = await stat(path);
  await write(out, headerOf(name, size));
  for await (const chunk of createReadStream(path)) await write(out, chunk);
  await write(out, padding(size));
}

/** Ends an archive, and waits until it is on the disk. */
export async function endArchive(out: WriteStream): Promise<void> {
  await write(out, Buffer.alloc(2 * BLOCK));
  out.end();
  await once(out, "finish");
}

/** The entries of an archive, without their bytes. Throws where the file is no archive, or was cut off. */
export async function listArchive(file: FileHandle): Promise<TarEntry[]> {
  const { size: end } = await file.stat();
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= end; ) {
    const header = (await file.read(Buffer.alloc(BLOCK), 0, BLOCK, at)).buffer;
    const name = header.toString("ascii", 0, 100).replace(/\0.*$/, "");
    if (name === "") return entries;
    if (header.toString("ascii", 257, 262) !== "ustar")
      throw new Error("This file is no backup: it is no tar archive.");
    const size = Number.parseInt(header.toString("ascii", 124, 136), 8);
    entries.push({ name, size, offset: at + BLOCK });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error("This backup was cut off: its end is missing.");
}

/** The bytes of an entry, as a stream of chunks. */
export const readEntry = (path: string, { offset, size }: TarEntry): AsyncIterable<Buffer> =>
  size === 0 ? none() : createReadStream(path, { start: offset, end: offset + size - 1 });

async function* none(): AsyncIterable<Buffer> {}

/** Opens an archive for reading. */
export const openArchive = (path: string): Promise<FileHandle> => open(path, "r");
