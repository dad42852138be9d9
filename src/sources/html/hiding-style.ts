/** The declarations of a style, by property name. */
export type Declarations = ReadonlyMap<string, string>;

/** Whether a style hides an element from all sighted readers, by any CSS method. */
export const isHiding = (style: Declarations): boolean =>
  style.size > 0 && (isUnshown(style) || isZero(style.get("opacity")) || isAway(style) || isShut(style));

function isUnshown(style: Declarations): boolean {
  const visibility = style.get("visibility");
  return (
    style.get("display") === "none" ||
    visibility === "hidden" ||
    visibility === "collapse" ||
    style.get("content-visibility") === "hidden" ||
    style.get("mso-hide") === "all" ||
    // Word's review comments.
    (style.get("mso-element")?.startsWith("comment") ?? false)
  );
}

/** Whether a length is zero, in any unit. */
export const isZero = (length: string | undefined): boolean =>
  length !== undefined && /^[+-]?(?:0+\.?0*|\.0+)(?:px|pt|r?em|ex|%|v[hw])?$/.test(length);

/** Whether a style moves an element off every screen or clips it to nothing. */
const isAway = (style: Declarations): boolean =>
  FAR.test(style.get("text-indent") ?? "") ||
  (/^(?:absolute|fixed)$/.test(style.get("position") ?? "") &&
    (SIDES.some((side) => FAR.test(style.get(side) ?? "")) || NO_CLIP.test(style.get("clip") ?? ""))) ||
  /^(?:inset\((?:50|100)%\)|circle\(0(?:px|%)?\))$/.test(style.get("clip-path") ?? "") ||
  /\bscale\(0(?:,\s*0)?\)/.test(style.get("transform") ?? "");

const SIDES = ["left", "right", "top", "bottom"];
const FAR = /^-(?:\d{4,}px|9{3,}(?:px|r?em|%|pt)|\d{3,}r?em)/;
const NO_CLIP = /^rect\((?:\s*[01](?:px)?\s*,?){4}\)$/;

/** Whether a box has no height or width and hides its overflow. One with padding is a responsive video frame. */
const isShut = (style: Declarations): boolean =>
  /^(?:hidden|clip)/.test(style.get("overflow") ?? "") &&
  ["height", "max-height", "width", "max-width"].some((name) => isZero(style.get(name))) &&
  ![...style.keys()].some((name) => /^(?:padding|min-)/.test(name));
