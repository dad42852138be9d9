import type { Properties } from "hast";
import { type Format, within } from "./run.ts";
import type { Look } from "./style.ts";
import { INLINE } from "./tags.ts";

type Formats = readonly Format[];

const BOLD = ["b", "strong"];
const ITALIC = ["i", "em", "cite", "var", "dfn"];
const STRUCK = ["s", "del"];
const RAISED = ["sup", "sub"];

/** Adds an element's formatting: its own, unless its style cancels it, plus what its style adds. */
export function formatsIn(
  before: Formats,
  { tag, properties, look, isHeading }: { tag: string; properties: Properties; look: Look; isHeading: boolean },
): Formats {
  if (Object.keys(look).length === 0) return own(tag, properties).reduce(within, before);
  const added = isPlain(tag, look) ? bare(properties) : own(tag, properties);
  const styles = [
    ...(look.bold && !isHeading && !BOLD.includes(tag) ? ["strong"] : []),
    ...(look.italic && !ITALIC.includes(tag) ? ["em"] : []),
    ...(look.struck && !STRUCK.includes(tag) ? ["s"] : []),
    ...(look.raised && !RAISED.includes(tag) ? [look.raised] : []),
  ];
  const styled = styles.map((name) => ({ tag: name, properties: {} }));
  return [...added, ...styled].reduce(within, before);
}

/** Whether a style cancels the element's own meaning: Google Docs wraps a whole document in such a `b`. */
const isPlain = (tag: string, look: Look): boolean =>
  (BOLD.includes(tag) && look.bold === false) || (ITALIC.includes(tag) && look.italic === false);

const own = (tag: string, properties: Properties): Format[] =>
  INLINE.has(tag) && tag !== "span" ? [{ tag, properties }] : bare(properties);

/** A span is kept only for its attributes. */
const bare = (properties: Properties): Format[] =>
  Object.keys(properties).length === 0 ? [] : [{ tag: "span", properties }];
