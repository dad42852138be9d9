import { hmac, toHex } from "../hash.ts";
import { LENGTH } from "../policy.ts";

/** Makes the MAC of an image's hash. */
export type MakeMac = (sha256: string) => Promise<string>;

/**
 * The part after the hash in the address of an image that not everybody may have: nobody can make it from the file alone.
 * It doesn't depend on the reader or the time, so everybody who may have the image has the same address.
 */
export const imageMac = async (key: Uint8Array<ArrayBuffer>, sha256: string): Promise<string> =>
  toHex(await hmac(key, sha256)).slice(0, LENGTH.imageMac);
