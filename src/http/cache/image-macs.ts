import type { Env } from "../../env.ts";
import type { Access } from "../../model/access.ts";
import { imageMac, type MakeMac } from "../../model/article/image-mac.ts";
import { isolate } from "./isolate.ts";

/** Makes MACs for this access, each once per isolate; undefined for the public, or if the wire has no key for them. */
export function macMaker({ imagesKey }: Pick<Env, "imagesKey">, access: Access): MakeMac | undefined {
  if (imagesKey === undefined || access.kind === "public") return undefined;
  return async (sha256) => {
    const known = isolate.imageMacs.get(sha256);
    if (known !== undefined) return known;
    const made = await imageMac(imagesKey, sha256);
    isolate.imageMacs.set(sha256, made);
    return made;
  };
}

/** Whether a MAC of the right length is the image's own, compared in constant time. */
export async function isMacOf(key: Uint8Array<ArrayBuffer>, sha256: string, mac: string): Promise<boolean> {
  const encoder = new TextEncoder();
  return crypto.subtle.timingSafeEqual(encoder.encode(await imageMac(key, sha256)), encoder.encode(mac));
}
