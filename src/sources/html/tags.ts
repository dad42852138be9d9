/** Blocks that are published, by what they may contain: other blocks, or only words. */
export const FLOW: ReadonlySet<string> = new Set([
  ...["blockquote", "li", "dt", "dd", "td", "th", "caption", "figure", "figcaption"],
]);
export const TEXT: ReadonlySet<string> = new Set(["h2", "h3", "h4", "h5", "h6", "pre"]);

/** Blocks that hold only certain others, and the parents that each element requires. */
export const STRUCTURE: ReadonlySet<string> = new Set(["ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"]);
export const PARENTS: Readonly<Record<string, readonly string[]>> = {
  li: ["ul", "ol"],
  figcaption: ["figure"],
  dt: ["dl"],
  dd: ["dl"],
  caption: ["table"],
  thead: ["table"],
  tbody: ["table"],
  tfoot: ["table"],
  tr: ["table", "thead", "tbody", "tfoot"],
  td: ["tr"],
  th: ["tr"],
};

/** The item in which words directly in a list are wrapped. */
export const ITEMS: Readonly<Record<string, string>> = { ul: "li", ol: "li", dl: "dd" };

/** Formatting that is published. */
export const INLINE: ReadonlySet<string> = new Set([
  ...["a", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "q", "cite", "dfn"],
  ...["code", "kbd", "samp", "var", "abbr", "time", "bdi", "bdo", "span", "ruby", "rt", "rp"],
]);

/** Current names for obsolete elements. An h1 becomes an h2, because the page's own headline is the h1. */
export const RENAMED: Readonly<Record<string, string>> = {
  h1: "h2",
  strike: "s",
  acronym: "abbr",
  tt: "code",
  dir: "ul",
  menu: "ul",
  xmp: "pre",
  listing: "pre",
  plaintext: "pre",
};

/** Blocks that aren't published themselves, only their boundary. */
export const LAYOUT: ReadonlySet<string> = new Set([
  ...["html", "body", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center"],
  ...["details", "summary", "hgroup", "search", "p", "fieldset", "legend", "form", "dialog", "optgroup", "option"],
  ...["noframes", "slot", "marquee"],
]);

/** Formatting without meaning. */
export const MEANINGLESS: ReadonlySet<string> = new Set([
  ...["font", "big", "nobr", "wbr", "blink", "basefont", "label", "data", "output", "picture", "map", "rb", "rtc"],
]);

/** Elements without words that can be dropped without a report. */
export const SILENT: ReadonlySet<string> = new Set([
  ...["head", "title", "meta", "link", "base", "source", "track", "param", "col", "colgroup", "template"],
]);

/** Whether a name is one that Word and Office write, which isn't an HTML element. */
export const isOffice = (name: string): boolean => /^(?:o|w|v|m|st1|x):/.test(name);
export const isCustom = (name: string): boolean => name.includes("-");
