import { base64url, fromBase64, sha256 } from "../../model/hash.ts";

/** Texts are padded to a multiple of this, so that the length of a sealed one reveals nothing. */
const BLOCK = 64;
const NONCE = 12;

/**
 * Encrypts a short text into an opaque token that nobody else can make, read or change. The nonce is derived from the text (as
 * in RFC 5297), so the same text always gives the same token.
 */
export async function seal(text: string, secret: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK));
  const nonce = new Uint8Array(await crypto.subtle.sign("HMAC", await nonceKey(secret), bytes)).slice(0, NONCE);
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await textKey(secret), bytes);
  return base64url(new Uint8Array([...nonce, ...new Uint8Array(closed)]));
}

/** Decrypts a token, including its padding; undefined if it wasn't sealed with this secret. */
export async function unseal(word: string, secret: string): Promise<string | undefined> {
  try {
    const bytes = fromBase64(word);
    const how = { name: "AES-GCM", iv: bytes.slice(0, NONCE) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, await textKey(secret), bytes.slice(NONCE)));
  } catch {
    return undefined;
  }
}

/** Derives a key for each purpose from one secret. */
const deriveKey = (purpose: string, secret: string) => sha256(`commonwire ${purpose} ${secret}`);

const textKey = async (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", await deriveKey("seal", secret), "AES-GCM", false, ["encrypt", "decrypt"]);

const nonceKey = async (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", await deriveKey("nonce", secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
