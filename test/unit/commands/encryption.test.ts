import { describe, expect, test } from "vitest";
import { decryptSecret, encryptSecret } from "../../../src/commands/push/encryption.ts";
import { base64 } from "../../../src/model/hash.ts";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const key = () => new Uint8Array(random(32));
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

describe("a sealed secret", () => {
  test("is what it was once it is unsealed, and shows nothing of itself before", async () => {
    const mine = key();
    const sealed = await encryptSecret(mine, SECRET, "hook", random);
    expect(await decryptSecret(mine, sealed, "hook")).toBe(SECRET);
    expect(atob(sealed)).not.toContain("MfKQ");
  });

  test("is another text each time: no nonce is used twice", async () => {
    const mine = key();
    const all = await Promise.all(Array.from({ length: 20 }, () => encryptSecret(mine, SECRET, "hook", random)));
    expect(new Set(all.map((each) => each.slice(0, 16))).size).toBe(20);
  });

  test("can't be read with another key, in another row, or changed", async () => {
    const mine = key();
    const sealed = await encryptSecret(mine, SECRET, "hook", random);
    const bytes = Uint8Array.from(atob(sealed), (byte) => byte.charCodeAt(0));
    const changed = base64(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));
    await expect(decryptSecret(key(), sealed, "hook")).rejects.toThrow();
    await expect(decryptSecret(mine, sealed, "other")).rejects.toThrow();
    await expect(decryptSecret(mine, changed, "hook")).rejects.toThrow();
    await expect(decryptSecret(mine, "", "hook")).rejects.toThrow();
  });
});
