import { createHash } from "node:crypto";
import { z } from "zod";
import { BackupFacts } from "../model/backup.ts";
import { mistakeSentence, mistakesOf } from "../model/mistake.ts";

/** A backup's description of itself, `manifest.json` in its file. */
export const Manifest = z.object({
  format: z.literal(1),
  made: z.iso.datetime(),
  facts: BackupFacts,
  /** SHA-256 of each table's file, by table name. */
  hashes: z.record(z.string(), z.string()),
  images: z.int(),
  /** Images that the wire knows but has lost the bytes of. */
  missing: z.array(z.string()),
  needs: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = "manifest.json";
export const tableFile = (name: string): string => `tables/${name}.jsonl`;
export const imageFile = (sha256: string, extension: string): string => `images/${sha256}.${extension}`;

/** What a wire needs that no backup contains. */
export const NEEDS =
  "A restored wire needs the same secrets, which no backup contains. Without SECRETS_KEY, webhooks can't be signed until each publisher rotates its secret. Without SIGNING_KEYS, signed agreements can't be checked. Without IMAGES_KEY, the address of every licensed image changes.";

/** Parses a manifest, and the id of its backup. */
export function readManifest(text: string, file: string): { id: string; manifest: Manifest } {
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (parsed.success) return { id: createHash("sha256").update(text).digest("hex"), manifest: parsed.data };
  const sentences = mistakesOf(parsed.error, undefined).map(mistakeSentence);
  throw new Error(`${file} isn't a backup that this version can read.\n${sentences.join("\n")}`);
}
