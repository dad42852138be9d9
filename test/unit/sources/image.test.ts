import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readImage } from "../../../src/sources/image.ts";
import { mistakes } from "../../support/content-folder.ts";
import { IMAGES } from "../../support/images.ts";
import { ROOT } from "../../support/paths.ts";

const CUT = { ok: false, problem: "is an incomplete image" };
const kinds = Object.entries(IMAGES);
const samples = readdirSync(join(ROOT, "content/images")).map(
  (name) => [name, new Uint8Array(readFileSync(join(ROOT, "content/images", name)))] as const,
);

describe("a whole image is taken", () => {
  test.each(kinds)("%s", (extension, bytes) => {
    expect(readImage(bytes)).toMatchObject({ ok: true, image: { extension, bytes: bytes.length } });
  });

  test.each(samples)("%s", (_, bytes) => expect(readImage(bytes).ok).toBe(true));

  test.each(kinds)("%s, with something behind it that an editor's program left", (_, bytes) => {
    const box = [0, 0, 0, 12, ...new TextEncoder().encode("freexxxx")];
    expect(readImage(new Uint8Array([...bytes, ...box])).ok).toBe(true);
  });

  test("a JPEG whose preview image has an end of its own is read past that", () => {
    const preview = [0xff, 0xe1, 0, 6, 0xff, 0xda, 0xff, 0xd9];
    const [start, rest] = [IMAGES.jpg?.slice(0, 2) ?? [], IMAGES.jpg?.slice(2) ?? []];
    const whole = new Uint8Array([...start, ...preview, ...rest]);
    expect(readImage(whole).ok).toBe(true);
    expect(readImage(whole.slice(0, -4))).toMatchObject(CUT);
  });
});

describe("an image that breaks off is refused", () => {
  test.each(kinds)("%s, wherever it is cut", (_, bytes) => {
    for (let length = 0; length < bytes.length; length++) {
      const read = readImage(bytes.slice(0, length));
      // A cut is detected even if only the last byte is missing.
      expect([length, read.ok]).toEqual([length, false]);
    }
  });

  test.each(samples)("%s, wherever it is cut", (_, bytes) => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: bytes.length - 1 }), (length) => {
        expect(readImage(bytes.slice(0, length))).toMatchObject(CUT);
      }),
    );
  });

  test("the first 400 bytes of a JPEG, the first 60 of a PNG", () => {
    expect(readImage(samples.find(([name]) => name.endsWith(".jpg"))?.[1].slice(0, 400) ?? new Uint8Array()).ok).toBe(
      false,
    );
    expect(
      readImage(samples.find(([name]) => name === "logo.png")?.[1].slice(0, 60) ?? new Uint8Array()),
    ).toMatchObject(CUT);
  });

  test("in a folder, with what to do", async () => {
    expect(await mistakes({ "images/torn.webp": IMAGES.webp?.slice(0, 90) })).toEqual([
      "images/torn.webp:1: is an incomplete image; allowed: the complete file; save or upload it again",
    ]);
  });

  test("whatever follows a head, reading ends", () => {
    const heads = kinds.map(([, bytes]) => bytes.slice(0, 40));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        expect(typeof readImage(new Uint8Array([...head, ...tail])).ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});
