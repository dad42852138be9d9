import { imageUrl } from "../../model/address.ts";
import { correctionLine } from "../corrections.ts";
import { creditOf } from "../credit/credit.ts";
import { lineHtml } from "../credit/html.ts";
import { element, escapeXml } from "../feed/xml.ts";
import { storyWords } from "../messages/language.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../site.ts";
import {
  blocksIn,
  elementsOf,
  isBlock,
  isElement,
  type KitElement,
  type KitNode,
  parseSpelledOut,
  wordsOf,
} from "./nodes.ts";
import { type FullItem, storyOf } from "./story.ts";

// NITF 3.6, by the IPTC: https://iptc.org/standards/nitf/

/** Renders a story as NITF 3.6. Pictures are referenced by URL; where NITF has no element, the words are kept. */
export function nitf(item: FullItem, site: Site): string {
  const story = storyOf(item, site);
  const content = blocks(parseSpelledOut(story.opening + story.body));
  const inner =
    element("head", {}, head(item, storyWords(item, site))) +
    element("body", {}, bodyOf(item, site, story.byline, content));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("nitf", ROOT, inner)}\n`;
}

const ROOT = {
  xmlns: "http://iptc.org/std/NITF/2006-10-18/",
  version: "-//IPTC//DTD NITF 3.6//EN",
  "change.date": "October 18, 2006",
  "change.time": "19:30",
};

/** NITF writes dates in the basic format of ISO 8601. */
const basic = (at: string): string => at.replace(/[-:]/g, "");

function head(item: FullItem, words: Words): string {
  const { headline, id, published, modified, expires, copyrightYear, holder, language, version } = item;
  const docdata = [
    element("doc-id", { "id-string": id }),
    element("date.issue", { norm: basic(modified) }),
    element("date.release", { norm: basic(published) }),
    ...(expires ? [element("date.expire", { norm: basic(expires) })] : []),
    ...item.corrections.map((each) => element("correction", { info: correctionLine(each, words), "id-string": id })),
    element("doc.copyright", { year: copyrightYear, holder }),
    element("doc.rights", { owner: holder, agent: item.publisher, limitations: item.rights }),
    element(
      "key-list",
      {},
      [item.section, ...item.topics].map(({ name }) => element("keyword", { key: name })).join(""),
    ),
  ];
  return [
    element("title", {}, escapeXml(headline)),
    element("meta", { name: "language", content: language }),
    element("meta", { name: "version", content: version }),
    element("meta", { name: "licence", content: item.licence.url }),
    element("docdata", { "management-status": "usable" }, docdata.join("")),
    element("pubdata", {
      type: "web",
      name: item.publisher,
      "ex-ref": item.link,
      "date.publication": basic(published),
    }),
  ].join("");
}

function bodyOf(item: FullItem, site: Site, byline: string, content: string): string {
  const { rest, logo } = creditOf(item, site);
  const words = storyWords(item, site);
  const mark = logo ? site.masthead.publication.logo : undefined;
  const credit = [
    ...rest.map((line) => inline(parseSpelledOut(lineHtml(line)))),
    ...(mark
      ? [element("a", { href: imageUrl(site.origin, mark) }, escapeXml(words.say("credit.logo", { logo: mark.alt })))]
      : []),
  ];
  const bodyHead = [
    element("hedline", {}, element("hl1", {}, escapeXml(item.headline))),
    element("rights", {}, escapeXml(item.rights)),
    ...(byline === "" ? [] : [element("byline", {}, escapeXml(byline))]),
    element("distributor", {}, escapeXml(item.publisher)),
    ...(item.summary ? [element("abstract", {}, element("p", {}, escapeXml(item.summary)))] : []),
  ];
  const corrections = item.corrections.map((each) =>
    element(
      "note",
      { noteclass: "editorsnote", type: "std" },
      element("body.content", {}, element("p", {}, escapeXml(correctionLine(each, words)))),
    ),
  );
  return [
    element("body.head", {}, bodyHead.join("")),
    element("body.content", {}, content + corrections.join("")),
    ...(credit.length > 0 ? [element("body.end", {}, element("tagline", {}, credit.join(" ")))] : []),
  ].join("");
}

const blocks = (nodes: readonly KitNode[]): string => blocksIn(nodes).map(block).join("");

function block(node: KitElement): string {
  const { name, children } = node;
  if (/^h[1-6]$/.test(name)) return element("hl2", {}, inline(children));
  if (name === "ul" || name === "ol")
    return element(name, { seqnum: node.attributes.start }, elementsOf(children).map(item).join(""));
  if (name === "dl") return element("dl", {}, elementsOf(children).map(term).join(""));
  if (name === "blockquote") return element("bq", {}, element("block", {}, blocks(children)));
  if (name === "figure") return media(node);
  if (name === "pre") return element("pre", {}, escapeXml(wordsOf(node)));
  if (name === "hr") return element("hr", {});
  if (name === "table") return element("table", {}, elementsOf(children).map(part).join(""));
  return children.some(isBlock) ? blocks(children) : element("p", {}, inline(children));
}

const item = ({ children }: KitElement): string => element("li", {}, flow(children));
const term = ({ name, children }: KitElement): string =>
  element(name === "dt" ? "dt" : "dd", {}, name === "dt" ? inline(children) : element("block", {}, blocks(children)));

const TABLE = new Set(["thead", "tbody", "tfoot", "tr"]);

/** Renders a part of a table, including merged cells. */
function part({ name, attributes: { colspan, rowspan }, children }: KitElement): string {
  if (TABLE.has(name)) return element(name, {}, elementsOf(children).map(part).join(""));
  return element(name, { colspan, rowspan }, flow(children));
}

/** Renders content that may be words or blocks. */
const flow = (children: readonly KitNode[]): string => (children.some(isBlock) ? blocks(children) : inline(children));

/** Renders pictures with their caption, followed by anything else in the figure. */
function media({ children }: KitElement): string {
  const pictures = elementsOf(children).filter(({ name }) => name === "img");
  const caption = elementsOf(children).find(({ name }) => name === "figcaption");
  const rest = children.filter((child) => !isElement(child) || (child.name !== "img" && child !== caption));
  if (pictures.length === 0) return blocks(children);
  const references = pictures.map(({ attributes: { src = "", alt = "", width, height } }) =>
    element("media-reference", { source: src, "alternate-text": alt, width, height, "mime-type": mimeOf(src) }),
  );
  const words = caption ? element("media-caption", {}, blocks(caption.children)) : "";
  return element("media", { "media-type": "image" }, references.join("") + words) + blocks(rest);
}

const MIME: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
};
const mimeOf = (src: string): string => MIME[src.split(".").at(-1) ?? ""] ?? "image/*";

/** Renders inline content. NITF has links, emphasis, quotes and breaks; of anything else, the words are kept. */
const inline = (nodes: readonly KitNode[]): string => nodes.map(piece).join("");

const EMPHASIS: Readonly<Record<string, string>> = {
  ...{ strong: "bold", b: "bold", em: "italic", i: "italic", u: "underline", s: "strike", del: "strike" },
};

function piece(node: KitNode): string {
  if (!isElement(node)) return escapeXml(node);
  const { name, attributes, children } = node;
  if (name === "br") return element("br", {});
  if (name === "a")
    return attributes.href === undefined ? inline(children) : element("a", { href: attributes.href }, inline(children));
  if ((name === "sub" || name === "sup") && !children.some(isElement))
    return element("num", {}, element(name, {}, inline(children)));
  const style = EMPHASIS[name];
  return style === undefined ? inline(children) : element("em", { class: style }, inline(children));
}
