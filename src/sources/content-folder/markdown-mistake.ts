import type { Mistake } from "../../model/mistake.ts";
import { decodeUri } from "../../model/text.ts";
import { NO_RIGHTS } from "../html/images.ts";

/** A Markdown text, the line of its file on which it begins, and the image files that its front matter lists. */
type Text = { markdown: string; bodyLine: number; files: readonly string[] };

/** Places the mistakes found by cleaning on the lines where they are written, and words them for the file. */
export function inMarkdown(mistakes: readonly Mistake[], text: Text): (Mistake & { line: number })[] {
  const from = new Map<string, number>();
  return mistakes.map((mistake) => {
    const { value = "" } = mistake;
    const at = placeOf(value, text.markdown, from.get(value) ?? 0);
    if (at !== undefined) from.set(value, at + 1);
    const line = text.bodyLine + (at === undefined ? 0 : text.markdown.slice(0, at).split("\n").length - 1);
    return { ...(mistake.problem === NO_RIGHTS ? inFile(mistake, text.files) : mistake), line };
  });
}

/** Returns where a quoted value is written, searching after earlier occurrences. */
function placeOf(quoted: string, markdown: string, from: number): number | undefined {
  const value = quoted.replace(/…$/, "").replace(/^"|"$/g, "").replaceAll('\\"', '"');
  if (value === "") return undefined;
  return [value, decodeUri(value)].map((each) => markdown.indexOf(each, from)).find((at) => at !== -1);
}

const inFile = (mistake: Mistake, files: readonly string[]): Mistake => ({
  ...mistake,
  problem: "is an image with no rights information",
  allowed:
    files.length > 0
      ? `the images listed in the front matter: ${files.join(", ")}`
      : "images listed in the front matter",
});
