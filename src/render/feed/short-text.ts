import { correctionLine } from "../corrections.ts";
import type { Item } from "./item.ts";
import { escapeXml } from "./xml.ts";

/** What stands for a text that doesn't leave: the summary, or where the story can be read. An empty item would become an empty post. */
export const shortText = (item: Item): string => shortLines(item).join("\n\n");

/** The same as HTML. */
export const shortHtml = (item: Item): string =>
  shortLines(item)
    .map((line) => `<p>${escapeXml(line)}</p>`)
    .join("");

/** Where the text itself doesn't leave, what was corrected follows the summary. */
const shortLines = (item: Item): string[] => {
  const { summary, holder, link, body, corrections } = item;
  return [
    summary ?? `Read this story at ${holder}: ${link}`,
    ...(body === undefined ? corrections.map(correctionLine) : []),
  ];
};
