import { z } from "zod";
import { PAGE } from "./policy.ts";

/** The backgrounds behind text in the accent, in each color scheme: the page and its quiet surfaces. */
export const GROUNDS = { light: ["#ffffff", "#f5f4f0"], dark: ["#14171b", "#1c2026"] } as const;

const CONTRAST = PAGE.contrast;

const HEX = /^#[0-9a-f]{6}$/;

/** A color in OKLab (https://www.w3.org/TR/css-color-4/#ok-lab): lightness, and two axes of color. */
type Lab = { l: number; a: number; b: number };

/** The color of a publication: its links, and the one button of a page. */
export const accent = z
  .string()
  .toLowerCase()
  .regex(HEX, { error: "a color, such as #1d4e89" })
  .refine((text) => !HEX.test(text) || isReadable(text, GROUNDS.light), {
    error: `a color dark enough to read on ${GROUNDS.light.join(" and ")}, with a contrast of at least ${CONTRAST} to 1`,
  });

/** The accent in both schemes, and the color of text on it. */
export type AccentColours = { light: string; dark: string; onLight: string; onDark: string };

/** Makes a publication's color readable in the dark scheme, too: lighter by as little as it takes, in the same hue. */
export function accentColours(light: string): AccentColours {
  const dark = lighten(light);
  return { light, dark, onLight: onColour(light), onDark: onColour(dark) };
}

function lighten(colour: string): string {
  const { l, a, b } = toLab(colour);
  for (let lightness = l; lightness < 1; lightness += 0.01) {
    const lighter = inGamut({ l: lightness, a, b });
    if (isReadable(lighter, GROUNDS.dark)) return lighter;
  }
  return "#ffffff";
}

/** White or a near-black, whichever is easier to read on a color. */
function onColour(colour: string): string {
  const [white, black] = ["#ffffff", GROUNDS.dark[0]];
  return contrast(white, colour) >= contrast(black, colour) ? white : black;
}

const isReadable = (colour: string, grounds: readonly string[]): boolean =>
  grounds.every((ground) => contrast(colour, ground) >= CONTRAST);

/** The contrast of two colors, as WCAG 2.2 defines it: 1 where they are alike. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = toLinear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLinear(colour: string): [number, number, number] {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function toLab(colour: string): Lab {
  const [red, green, blue] = toLinear(colour);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    l: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  };
}

/** The nearest color that a screen can show: the same lightness and hue with less chroma. */
function inGamut(lab: Lab): string {
  for (let chroma = 1; chroma > 0; chroma -= 0.02) {
    const parts = toRgb({ l: lab.l, a: lab.a * chroma, b: lab.b * chroma });
    if (parts.every((part) => part >= -0.0001 && part <= 1.0001)) return toHex(parts);
  }
  return toHex(toRgb({ l: lab.l, a: 0, b: 0 }));
}

function toRgb({ l, a, b }: Lab): number[] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function toHex(parts: readonly number[]): string {
  const bytes = parts.map((part) => {
    const inRange = Math.min(1, Math.max(0, part));
    const value = inRange <= 0.0031308 ? inRange * 12.92 : 1.055 * inRange ** (1 / 2.4) - 0.055;
    return Math.round(value * 255);
  });
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
