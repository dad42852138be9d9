import { base64, fromBase64 } from "../../model/hash.ts";

const NONCE = 12;

/** A key to encrypt with: 32 bytes. */
export type SecretsKey = Uint8Array<ArrayBuffer>;

const aes = (key: SecretsKey) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

/** What the cipher takes besides the key. `about` says whose secret it is: in another row it can't be read. */
const algorithm = (nonce: Uint8Array<ArrayBuffer>, about: string) => ({
  name: "AES-GCM",
  iv: nonce,
  additionalData: new TextEncoder().encode(about),
});

/** Encrypts a secret: AES-256-GCM, its nonce of random bytes in front, as base64. */
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

/** Decrypts what `seal` made; fails with another key, or where it was made for another place. */
export async function decryptSecret(key: SecretsKey, sealed: string, about: string): Promise<string> {
  const bytes = fromBase64(sealed);
  const plain = await crypto.subtle.decrypt(
    algorithm(bytes.slice(0, NONCE), about),
    await aes(key),
    bytes.slice(NONCE),
  );
  return new TextDecoder().decode(plain);
}
