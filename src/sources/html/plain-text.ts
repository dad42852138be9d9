import type { ElementContent } from "hast";

const BLANK_LINE = /\n[ \t]*\n\s*/;

/** Splits a text into paragraphs at its blank lines. */
export const paragraphsIn = (text: string): string[] => text.split(BLANK_LINE);
export const hasBlankLine = (text: string): boolean => BLANK_LINE.test(text);
/** Whether a blank line separates words. Around tags, blank lines only lay out the source. */
export const partsWords = (text: string): boolean => hasBlankLine(text) && hasBlankLine(text.trim());

/** Turns an address that is alone in a paragraph into a link, since WordPress embeds such addresses. */
export function linkAddress(
  nodes: ElementContent[],
  linkTo: (address: string) => string | undefined,
): ElementContent[] {
  const [only] = nodes;
  if (nodes.length !== 1 || only?.type !== "text" || !/^\s*https?:\/\/\S+\s*$/i.test(only.value)) return nodes;
  const href = linkTo(only.value.trim());
  if (href === undefined) return nodes;
  const children: ElementContent[] = [{ type: "text", value: only.value.trim() }];
  return [{ type: "element", tagName: "a", properties: { href }, children }];
}
