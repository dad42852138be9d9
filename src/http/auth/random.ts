/** So many random bytes, from the platform. */
export const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
