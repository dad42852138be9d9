/** Bytes as lower-case hex. */
export const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes as base64: RFC 4648 §4. */
export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Bytes as base64url without padding: RFC 4648 §5. */
export const base64url = (bytes: Uint8Array): string =>
  base64(bytes).replace(/[+/=]/g, (found) => ({ "+": "-", "/": "_" })[found] ?? "");

/** The bytes of base64 or base64url, with or without padding. Throws if it is neither. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (byte) => byte.charCodeAt(0));

/** SHA-256 of text or bytes. */
export async function sha256(data: string | Uint8Array): Promise<Uint8Array> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** HMAC-SHA-256 of text: RFC 2104. */
export async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}

/** SHA-256 of text or bytes, in hex. */
export const sha256Hex = async (data: string | Uint8Array): Promise<string> => toHex(await sha256(data));
