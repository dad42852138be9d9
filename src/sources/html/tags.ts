/** Blocks that are published, by what can be in them: other blocks, or words alone. */
export const FLOW: ReadonlySet<string> = new Set([
  ...["blockquote", "li", "dt", "dd", "td", "th", "caption", "figure", "figcaption"],
]);
export const TEXT: ReadonlySet<string> = new Set(["h2", "h3", "h4", "h5", "h6", "pre"]);

/** Blocks that hold only certain others, and what an element has to be right in. */
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

/** What the words right in a list are put in. */
export const ITEMS: Readonly<Record<string, string>> = { ul: "li", ol: "li", dl: "dd" };

/** Formatting that is published. */
export const INLINE: ReadonlySet<string> = new Set([
  ...["a", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "q", "cite", "dfn"],
  ...["code", "kbd", "samp", "var", "abbr", "time", "bdi", "bdo", "span", "ruby", "rt", "rp"],
]);

/** Old names of what is published. h1 is the page's own headline. */
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

/** Blocks that aren't published; their boundary is. */
export const LAYOUT: ReadonlySet<string> = new Set([
  ...["html", "body", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center"],
  ...["details", "summary", "hgroup", "search", "p", "fieldset", "legend", "form", "dialog", "optgroup", "option"],
  ...["noframes", "slot", "marquee"],
]);

/** Formatting that means nothing. */
export const MEANINGLESS: ReadonlySet<string> = new Set([
  ...["font", "big", "nobr", "wbr", "blink", "basefont", "label", "data", "output", "picture", "map", "rb", "rtc"],
]);

/** Elements without words, of which nobody misses anything. */
export const SILENT: ReadonlySet<string> = new Set([
  ...["head", "title", "meta", "link", "base", "source", "track", "param", "col", "colgroup", "template"],
]);

/** The names that Word and Office write, and that are no elements of HTML. */
export const isOffice = (name: string): boolean => /^(?:o|w|v|m|st1|x):/.test(name);
export const isCustom = (name: string): boolean => name.includes("-");
