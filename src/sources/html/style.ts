import { attribute, type Element } from "./tree.ts";

/** What an inline style says of what it means, not of how it looks. */
export type Look = {
  hidden?: boolean;
  display?: "block" | "inline";
  bold?: boolean;
  italic?: boolean;
  struck?: boolean;
  raised?: "sup" | "sub";
  direction?: "ltr" | "rtl";
  tiny?: boolean;
};

const PLAIN: Look = {};

/** Reads an element's inline style. */
export function lookOf(element: Element): Look {
  const style = attribute(element, "style");
  return style === undefined ? PLAIN : lookIn(declarations(style));
}

/** The declarations of a style, lower-case, without what CSS ignores; the last of a name holds. */
const declarations = (style: string): ReadonlyMap<string, string> =>
  new Map(
    style
      .toLowerCase()
      .replace(/\/\*.*?(?:\*\/|$)/gs, " ")
      .split(";")
      .map((declaration) => {
        const [name = "", ...value] = declaration.split(":");
        return [name.trim(), value.join(":").replace("!important", "").trim()] as const;
      }),
  );

function lookIn(style: ReadonlyMap<string, string>): Look {
  const display = style.get("display");
  const weight = style.get("font-weight");
  const slant = style.get("font-style");
  const line = style.get("text-decoration-line") ?? style.get("text-decoration");
  const place = style.get("vertical-align");
  const direction = style.get("direction");
  return {
    hidden: display === "none" || HIDING.has(style.get("visibility") ?? "") || style.get("mso-hide") === "all",
    tiny: isTiny(style.get("width")) && isTiny(style.get("height")),
    ...(display === undefined || display === "none" ? {} : { display: isBlock(display) ? "block" : "inline" }),
    ...(weight === undefined ? {} : { bold: /^(?:bold|bolder|[6-9]00)$/.test(weight) }),
    ...(slant === undefined ? {} : { italic: /^(?:italic|oblique)/.test(slant) }),
    ...(line === undefined ? {} : { struck: line.includes("line-through") }),
    ...(place === "super" ? { raised: "sup" } : place === "sub" ? { raised: "sub" } : {}),
    ...(direction === "rtl" || direction === "ltr" ? { direction } : {}),
  };
}

const HIDING = new Set(["hidden", "collapse"]);

const isBlock = (display: string): boolean => !/^(?:inline|contents|ruby|initial|unset)/.test(display);

/** At most a pixel: what only counts readers. */
export const isTiny = (size: string | undefined): boolean =>
  size !== undefined && /^0*[01](?:\.\d+)?(?:px)?$/.test(size);
