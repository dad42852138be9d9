/** Declarations of a style, by their names. */
export type Declarations = ReadonlyMap<string, string>;

/** Whether a style keeps an element from everybody's eyes, in whichever of CSS's ways. */
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
    // Word's remarks to the text.
    (style.get("mso-element")?.startsWith("comment") ?? false)
  );
}

/** Nothing of a length, whatever it is measured in. */
export const isZero = (length: string | undefined): boolean =>
  length !== undefined && /^[+-]?(?:0+\.?0*|\.0+)(?:px|pt|r?em|ex|%|v[hw])?$/.test(length);

/** Outside of every screen, or cut to nothing. */
const isAway = (style: Declarations): boolean =>
  FAR.test(style.get("text-indent") ?? "") ||
  (/^(?:absolute|fixed)$/.test(style.get("position") ?? "") &&
    (SIDES.some((side) => FAR.test(style.get(side) ?? "")) || NO_CLIP.test(style.get("clip") ?? ""))) ||
  /^(?:inset\((?:50|100)%\)|circle\(0(?:px|%)?\))$/.test(style.get("clip-path") ?? "") ||
  /\bscale\(0(?:,\s*0)?\)/.test(style.get("transform") ?? "");

const SIDES = ["left", "right", "top", "bottom"];
const FAR = /^-(?:\d{4,}px|9{3,}(?:px|r?em|%|pt)|\d{3,}r?em)/;
const NO_CLIP = /^rect\((?:\s*[01](?:px)?\s*,?){4}\)$/;

/** A box without height or width that shows nothing beyond it. With padding it is the frame of a video. */
const isShut = (style: Declarations): boolean =>
  /^(?:hidden|clip)/.test(style.get("overflow") ?? "") &&
  ["height", "max-height", "width", "max-width"].some((name) => isZero(style.get(name))) &&
  ![...style.keys()].some((name) => /^(?:padding|min-)/.test(name));
