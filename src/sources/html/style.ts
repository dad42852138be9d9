import { type Declarations, isHiding, isZero } from "./hiding-style.ts";
import { attribute, type Element } from "./tree.ts";

/** The parts of an inline style that carry meaning rather than appearance. */
export type Look = {
  hidden?: boolean;
  display?: "block" | "inline";
  bold?: boolean;
  italic?: boolean;
  struck?: boolean;
  raised?: "sup" | "sub";
  direction?: "ltr" | "rtl";
  tiny?: boolean;
  /** Text with a font size of zero: invisible unless an element inside sets a size. */
  sizeless?: boolean;
};

const PLAIN: Look = {};

/** Reads an element's inline style. */
export function lookOf(element: Element): Look {
  const style = attribute(element, "style");
  return style === undefined ? PLAIN : lookIn(declarations(style));
}

/** Parses a style's declarations: lowercased, without what CSS ignores; the last one of a name wins. */
const declarations = (style: string): Declarations =>
  new Map(
    unescaped(style.replace(/\/\*.*?(?:\*\/|$)/gs, " "))
      .toLowerCase()
      .split(";")
      .map((declaration) => {
        const [name = "", ...value] = declaration.split(":");
        return [
          name.trim(),
          value
            .join(":")
            .replace(/!\s*important/, "")
            .trim(),
        ] as const;
      }),
  );

/** Decodes CSS escapes; CSS lets any letter be written as its code point: `d\69splay`. */
const unescaped = (css: string): string =>
  css.includes("\\")
    ? css.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, hex?: string, character = "") => {
        const code = Number.parseInt(hex ?? "", 16);
        return hex === undefined ? character : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
      })
    : css;

function lookIn(style: Declarations): Look {
  const display = style.get("display");
  const font = style.get("font");
  const weight = style.get("font-weight") ?? font?.match(/\b(?:bold(?:er)?|[6-9]00)\b/)?.[0];
  const slant = style.get("font-style") ?? font?.match(/\b(?:italic|oblique)\b/)?.[0];
  const line = style.get("text-decoration-line") ?? style.get("text-decoration");
  const place = style.get("vertical-align");
  const direction = style.get("direction");
  return {
    hidden: isHiding(style),
    ...(isZero(style.get("font-size")) ? { sizeless: true } : {}),
    tiny: isTiny(style.get("width")) && isTiny(style.get("height")),
    ...(display === undefined || display === "none" ? {} : { display: isBlock(display) ? "block" : "inline" }),
    ...(weight === undefined ? {} : { bold: /^(?:bold|bolder|[6-9]00)$/.test(weight) }),
    ...(slant === undefined ? {} : { italic: /^(?:italic|oblique)/.test(slant) }),
    ...(line === undefined ? {} : { struck: line.includes("line-through") }),
    ...(place === "super" ? { raised: "sup" } : place === "sub" ? { raised: "sub" } : {}),
    ...(direction === "rtl" || direction === "ltr" ? { direction } : {}),
  };
}

const isBlock = (display: string): boolean => !/^(?:inline|contents|ruby|initial|unset)/.test(display);

/** Whether a size is at most one pixel, as in tracking pixels. */
export const isTiny = (size: string | undefined): boolean =>
  size !== undefined && /^0*[01](?:\.\d+)?(?:px)?$/.test(size);
