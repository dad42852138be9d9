import { base64, fromBase64 } from "../../model/hash.ts";

const NONCE = 12;

/** An encryption key: 32 bytes. */
export type SecretsKey = Uint8Array<ArrayBuffer>;

const aes = (key: SecretsKey) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

/** Returns the cipher parameters. `about` binds a secret to its owner, so it can't be decrypted in another row. */
const algorithm = (nonce: Uint8Array<ArrayBuffer>, about: string) => ({
  name: "AES-GCM",
  iv: nonce,
  additionalData: new TextEncoder().encode(about),
});

/** Encrypts a secret with AES-256-GCM; returns a random nonce followed by the ciphertext, as base64. */
export async function encryptSecret(
  key: SecretsKey,
  secret: string,
  about: string,
  random: (bytes: number) => Uint8Array,
): Promise<string> {
  const nonce = new Uint8Array(random(NONCE));
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, about), await aes(key), new TextEncoder().encode(secret));
  return base64(new Uint8Array([...nonce, ...new Uint8Array(sealed)]));
}

/** Decrypts the result of `encryptSecret`; fails with another key, or if `about` differs. */
export async function decryptSecret(key: SecretsKey, sealed: string, about: string): Promise<string> {
  const bytes = fromBase64(sealed);
  const plain = await crypto.subtle.decrypt(
    algorithm(bytes.slice(0, NONCE), about),
    await aes(key),
    bytes.slice(NONCE),
  );
  return new TextDecoder().decode(plain);
}
