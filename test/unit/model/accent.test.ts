import fc from "fast-check";
import { expect, test } from "vitest";
import { accent, accentColours, contrast, GROUNDS } from "../../../src/model/accent.ts";
import { styleSheet } from "../../../src/render/html/style/style.ts";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("black and white have the contrast that WCAG gives them", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("whatever colour is taken can be read in both schemes, and so can what is written on it", () => {
  fc.assert(
    fc.property(colour, (given) => {
      const read = accent.safeParse(given);
      const readable = GROUNDS.light.every((ground) => contrast(given, ground) >= 4.5);
      expect(read.success).toBe(readable);
      if (!read.success) return;
      const { dark, onLight, onDark } = accentColours(read.data);
      for (const ground of GROUNDS.dark) expect(contrast(dark, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onLight, read.data)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onDark, dark)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 500 },
  );
});

test("what is no colour, or too light, is refused with what is allowed", () => {
  const said = (value: string) => accent.safeParse(value).error?.issues.map(({ message }) => message);
  expect(said("blue")).toEqual(["a color, such as #1d4e89"]);
  expect(said("#ffcc00")?.[0]).toMatch(/dark enough to read on #ffffff and #f5f4f0, with a contrast of at least 4.5/);
  expect(accent.parse("#1D4E89")).toBe("#1d4e89");
});

test("the style sheet has the publication's colour last, and its grounds are those that the colour is measured on", () => {
  const sheet = styleSheet("#7a1f3d");
  expect(sheet.trim()).toMatch(/:root \{ --accent: light-dark\(#7a1f3d, #[0-9a-f]{6}\); --on-accent: [^}]+\}$/);
  for (const ground of [...GROUNDS.light, ...GROUNDS.dark]) expect(sheet).toContain(ground.replace("#ffffff", "#fff"));
  expect(styleSheet(undefined)).not.toContain("#7a1f3d");
});
