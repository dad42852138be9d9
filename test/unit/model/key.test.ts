import { describe, expect, test } from "vitest";
import { keysIn, newSecret, secretKind, withoutKeys } from "../../../src/model/publisher/key.ts";

const key = (kind: "full" | "feed" | "application", byte: number) => newSecret(kind, new Uint8Array(32).fill(byte));
const [full, feed, token] = [key("full", 7), key("feed", 251), key("application", 9)];
const typo = full.replace(/.$/, (last) => (last === "0" ? "1" : "0"));

describe("keys in a text", () => {
  test.each<[string, string[]]>([
    [`<link rel="self" href="https://x:${full}@wire.example/licensed/feeds/latest.atom"/>`, [full]],
    [`https://wire.example/k/${feed}/feeds/latest.rss`, [feed]],
    [`https:\\/\\/wire.example\\/k\\/${feed}\\/feeds`, [feed]],
    [`${full}${feed} ${full}`, [full, feed]],
    [`x${full}-and-more`, [full]],
    [typo, []],
    [`${typo} ${full}`, [full]],
    // An applicant's token isn't a key, and can't be revoked.
    [token, []],
    [full.slice(0, -1), []],
    ["cw_ cwfeed_ cw_short", []],
  ])("%s", (text, found) => expect(keysIn(text)).toEqual(found));

  test("a random one of each kind is what it was made as, and found", () => {
    for (let at = 0; at < 200; at++) {
      const random = newSecret(at % 2 ? "full" : "feed", crypto.getRandomValues(new Uint8Array(32)));
      expect([secretKind(random), keysIn(`"${random}"`)]).toEqual([at % 2 ? "full" : "feed", [random]]);
    }
  });

  test("a megabyte of what looks like them holds none", () => {
    expect(keysIn(typo.repeat(20_000))).toEqual([]);
  });

  test("nothing of their form is left where they are taken out", () => {
    for (const secret of [full, feed, token, typo]) expect(withoutKeys(`/a/${secret}/b`)).toBe("/a/…/b");
  });
});
