import { createHash } from "node:crypto";
import { z } from "zod";
import { BackupHeadJson } from "../contract/backup.ts";

/** What stands in a backup about it: the wire, the moment, and each file with its rows and SHA-256. */
export const Manifest = BackupHeadJson.extend({
  format: z.literal("commonwire-backup-1"),
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string(), rows: z.int().optional() })),
  /** Images that the database knows and whose bytes the wire had lost. */
  missingImages: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = "manifest.json";
export const tableFile = (table: string): string => `tables/${table}.jsonl`;
export const imageFile = (sha256: string): string => `images/${sha256}`;

/** The SHA-256 of a stream, in hex, and how long it is. */
export async function hashOf(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
