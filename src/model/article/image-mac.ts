import { hmac, toHex } from "../hash.ts";
import { LENGTH } from "../policy.ts";

/** Makes the mac of an image's hash. */
export type MakeMac = (sha256: string) => Promise<string>;

/**
 * What the address of an image has behind its hash where not everybody may have the image: who only has the file can't make
 * it. It says nothing of who reads or when, so all who may have the image share one address.
 */
export const imageMac = async (key: Uint8Array<ArrayBuffer>, sha256: string): Promise<string> =>
  toHex(await hmac(key, sha256)).slice(0, LENGTH.imageMac);
