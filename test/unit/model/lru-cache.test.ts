import fc from "fast-check";
import { expect, test } from "vitest";
import { ENTRY_BYTES, weighAnswer } from "../../../src/http/cache/isolate.ts";
import { LruCache } from "../../../src/model/lru-cache.ts";

const entry = (bytes: number) => ({ body: new Uint8Array(bytes) });
const LIMIT = 8 * (102 + ENTRY_BYTES);

test("gives up what was used longest ago", () => {
  const keep = new LruCache(LIMIT, weighAnswer);
  for (const key of "abcdefgh") keep.set(key, entry(100));
  keep.get("a");
  keep.set("i", entry(100));
  expect([keep.get("a"), keep.get("b"), keep.get("i")].map(Boolean)).toEqual([true, false, true]);
});

test("whatever is got again is kept; looking whether it is there keeps nothing", () => {
  const keep = new LruCache<true>(8);
  for (const key of "abcdefgh") keep.set(key, true);
  expect([keep.get("a"), keep.has("b")]).toEqual([true, true]);
  keep.set("i", true);
  keep.set("j", true);
  expect([keep.has("a"), keep.has("b"), keep.has("c")]).toEqual([true, false, false]);
});

test("never holds more than its limit, and counts right, whatever happens", () => {
  const action = fc.record({
    key: fc.constantFrom(..."abcdefghijkl"),
    bytes: fc.nat({ max: 200 }),
    read: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
      const keep = new LruCache(LIMIT, weighAnswer);
      const last = new Map<string, number>();
      for (const { key, bytes, read } of actions) {
        if (read) {
          const found = keep.get(key);
          if (found) expect(found.body.length).toBe(last.get(key));
        } else {
          keep.set(key, entry(bytes));
          last.set(key, bytes);
          expect(keep.get(key) !== undefined).toBe(bytes <= 100);
        }
        expect(keep.weight).toBeLessThanOrEqual(LIMIT);
      }
      const held = [..."abcdefghijkl"].reduce(
        (sum, key) => sum + ((found) => (found ? found.body.length + 2 + ENTRY_BYTES : 0))(keep.get(key)),
        0,
      );
      expect(keep.weight).toBe(held);
    }),
  );
});

test("small entries count with what surrounds them, so their number is bounded, too", () => {
  const keep = new LruCache(LIMIT, weighAnswer);
  for (let at = 0; at < 1000; at++) keep.set(String(at), entry(0));
  expect(keep.weight / ENTRY_BYTES).toBeLessThanOrEqual(9);
});
