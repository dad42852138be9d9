import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { CACHE } from "../../src/model/policy.ts";
import type { Archive } from "./archive.ts";
import { fetchRaw } from "./fetch-raw.ts";
import { digits, type Figure } from "./table.ts";

const MOST = 0.27;
const FEEDS = ["latest.rss", "latest.atom", "latest.json"] as const;
const OURS = { br: "br", gzip: "gzip" } as const;

/** Stands in for Cloudflare, which compresses RSS: the same compression formats at common levels. */
const CLOUDFLARES = {
  br: (bytes: Uint8Array) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: CACHE.brotliQuality } }),
  gzip: (bytes: Uint8Array) => gzipSync(bytes),
};

/** Measures the size of a feed of 50 stories by format and encoding, as a share of the uncompressed size. */
export async function measureBytes({ ours, size }: Archive, tell: (line: string) => void): Promise<Figure[]> {
  tell("Weighing feeds.");
  const figures: Figure[] = [];
  for (const feed of FEEDS)
    for (const encoding of [OURS.br, OURS.gzip]) {
      const url = new URL(`/feeds/${feed}`, ours);
      const plain = (await fetchRaw(url)).bytes;
      const answer = await fetchRaw(url, { "Accept-Encoding": encoding });
      const isOurs = answer.headers.get("Content-Encoding") === encoding;
      const bytes = isOurs ? answer.bytes.length : CLOUDFLARES[encoding](plain).length;
      const share = bytes / plain.length;
      figures.push({
        name: `bytes of ${feed} as ${encoding}, ${digits(size)} articles`,
        measured: `${digits(100 * share)} % of ${digits(plain.length)}`,
        byRound: [isOurs ? "by us" : "as Cloudflare does"],
        target: `at most ${100 * MOST} %`,
        reached: share <= MOST,
      });
    }
  return figures;
}
