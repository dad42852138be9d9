import { describe, expect, test } from "vitest";
import { seal, unseal } from "../../../src/jobs/seal.ts";
import { base64 } from "../../../src/model/hash.ts";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const key = () => new Uint8Array(random(32));
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

describe("a sealed secret", () => {
  test("is what it was once it is unsealed, and shows nothing of itself before", async () => {
    const mine = key();
    const sealed = await seal(mine, SECRET, "hook", random);
    expect(await unseal(mine, sealed, "hook")).toBe(SECRET);
    expect(atob(sealed)).not.toContain("MfKQ");
  });

  test("is another text each time: no nonce is used twice", async () => {
    const mine = key();
    const all = await Promise.all(Array.from({ length: 20 }, () => seal(mine, SECRET, "hook", random)));
    expect(new Set(all.map((each) => each.slice(0, 16))).size).toBe(20);
  });

  test("can't be read with another key, in another row, or changed", async () => {
    const mine = key();
    const sealed = await seal(mine, SECRET, "hook", random);
    const bytes = Uint8Array.from(atob(sealed), (byte) => byte.charCodeAt(0));
    const changed = base64(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));
    await expect(unseal(key(), sealed, "hook")).rejects.toThrow();
    await expect(unseal(mine, sealed, "other")).rejects.toThrow();
    await expect(unseal(mine, changed, "hook")).rejects.toThrow();
    await expect(unseal(mine, "", "hook")).rejects.toThrow();
  });
});
