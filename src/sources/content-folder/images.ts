import { sha256Hex } from "../../model/hash.ts";
import type { Mistake } from "../../model/mistake.ts";
import { ARTICLE } from "../../model/policy.ts";
import { readImage } from "../image.ts";
import type { FileMistake } from "./file-mistake.ts";

/** The images of a content folder: file name → hash and bytes. */
export type ImageStore = Map<string, { sha256: string; bytes: Uint8Array }>;

/** Reads the images of a folder; a file that isn't an image or is too large is a mistake. */
export async function readImages(files: ReadonlyMap<string, Uint8Array>, mistakes: FileMistake[]): Promise<ImageStore> {
  const store: ImageStore = new Map();
  for (const [path, bytes] of files) {
    if (!path.startsWith("images/")) continue;
    const problem = imageProblem(bytes);
    if (problem !== undefined) mistakes.push({ file: path, line: 1, field: "", ...problem });
    else store.set(path.slice("images/".length), { sha256: await sha256Hex(bytes), bytes });
  }
  return store;
}

const inBytes = (count: number): string => `${count.toLocaleString("en-US")} bytes`;

function imageProblem(bytes: Uint8Array): Pick<Mistake, "problem" | "allowed"> | undefined {
  if (bytes.length > ARTICLE.imageBytes)
    return { problem: `is ${inBytes(bytes.length)}`, allowed: `at most ${inBytes(ARTICLE.imageBytes)}` };
  const read = readImage(bytes);
  return read.ok ? undefined : { problem: read.problem, allowed: read.allowed };
}
