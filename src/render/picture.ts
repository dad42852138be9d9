import type { Picture } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";

/** Returns the `srcset` value with all sizes; undefined if there is only one. */
export const srcsetOf = ({ url, width, sizes }: Pick<Picture, "url" | "width" | "sizes">): string | undefined =>
  sizes.length === 0 ? undefined : [...sizes, { url, width }].map((each) => `${each.url} ${each.width}w`).join(", ");

/** The width of a story's text on screen, as the `sizes` value of its pictures. */
const IN_TEXT = "(min-width: 47rem) 44rem, calc(100vw - 2.5rem)";

/** Renders a picture with its credit in the caption. The first one loads at once, the others lazily. */
export function pictureFigure(picture: Picture, isFirst = false): string {
  const { url, alt, width, height, caption, credit, licence } = picture;
  const srcset = srcsetOf(picture);
  const words = [
    caption && escapeXml(caption),
    escapeXml(credit),
    licence && `<a href="${escapeXml(licence.url)}">${escapeXml(licence.name)}</a>`,
  ];
  const attributes = [
    `src="${escapeXml(url)}"`,
    ...(srcset === undefined ? [] : [`srcset="${escapeXml(srcset)}"`, `sizes="${IN_TEXT}"`]),
    `alt="${escapeXml(alt)}"`,
    `width="${width}"`,
    `height="${height}"`,
    isFirst ? 'fetchpriority="high"' : 'loading="lazy"',
    'decoding="async"',
  ];
  return `<figure><img ${attributes.join(" ")}><figcaption dir="auto">${words.filter(Boolean).join(" · ")}</figcaption></figure>`;
}
