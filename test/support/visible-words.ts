import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Body } from "../../src/model/article/article.ts";
import type { Warning } from "../../src/model/warning.ts";

// Finds what a reader sees in HTML without any of the cleaner's code: the words in order, and where a block separates them.

/** A visible word; `apart` if a block boundary or a line break separates it from the previous one. */
export type Word = { word: string; apart: boolean };

/** The elements that browsers show as blocks (HTML, "Rendering"), and those that break a line. */
const BLOCKS = new Set(
  (
    "html body address blockquote center dialog div figure figcaption footer form header hr legend listing main p plaintext " +
    "search xmp article aside h1 h2 h3 h4 h5 h6 hgroup nav section dir dd dl dt menu ol ul li optgroup option pre slot " +
    "table caption colgroup col thead tbody tfoot tr td th fieldset details summary br frameset marquee noframes"
  ).split(" "),
);

/** Elements shown as inline objects. */
const THINGS = new Set(["button", "select", "textarea", "svg", "math", "canvas", "video", "audio", "object", "input"]);

/** Elements that aren't shown, or only on their own. */
const UNSEEN = new Set(
  "script style template title head noembed iframe video audio object canvas datalist noscript embed applet".split(" "),
);

const BLOCK = "\u001E";

/** Stands for an inline object: it separates words, and keeps punctuation in its place. */
const THING = "\u001F";

const isHidden = ({ attrs }: Tree.Element): boolean =>
  attrs.some(
    ({ name, value }) =>
      name === "hidden" ||
      (name === "style" && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(value)),
  );

const isBlock = ({ tagName, attrs }: Tree.Element): boolean => {
  const style = attrs.find(({ name }) => name === "style")?.value ?? "";
  // Ghost's stylesheet lays the parts of this card out as blocks.
  if (attrs.some(({ name, value }) => name === "class" && value.startsWith("kg-bookmark-"))) return true;
  const [, display] = /(?:^|;)\s*display\s*:\s*(\w+)/i.exec(style) ?? [];
  return display === undefined ? BLOCKS.has(tagName) : display === "block";
};

/** Whether an element is inside phrasing content, where an unknown element isn't a block. */
function isAmongWords({ parentNode }: Tree.Element): boolean {
  if (parentNode === null || !("tagName" in parentNode)) return false;
  return /^(?:p|h\d|pre|listing|xmp)$/.test(parentNode.tagName) || isAmongWords(parentNode);
}

const fragment = (html: string): Tree.ParentNode => {
  const options = { sourceCodeLocationInfo: true, scriptingEnabled: false };
  return /^\s*<(?:!doctype|html)/i.test(html) ? parse(html, options) : parseFragment(html, options);
};

/** Returns the words of a source as they should be published, given the list of changes made to it. */
export function wordsOfSource(html: string, warnings: readonly Warning[]): Word[] {
  const left = [...warnings];
  const starts = [0, ...[...html.matchAll(/\n/g)].map(({ index }) => index + 1)];
  /** Removes the warnings about one element from the list. */
  const take = (element: Tree.Element): Warning[] => {
    const at = element.sourceCodeLocation;
    const about = left.filter(
      (each) => each.element === element.tagName && each.line === at?.startLine && each.column === at.startCol,
    );
    for (const each of about) left.splice(left.indexOf(each), 1);
    return about;
  };
  const text = (node: Tree.TextNode): string => {
    let { value } = node;
    for (const code of left.filter(({ element }) => element === "shortcode")) {
      const at = node.sourceCodeLocation;
      const raw = code.text ?? "";
      const place = (starts[code.line - 1] ?? 0) + code.column - 1;
      if (!at || place < at.startOffset || place >= at.endOffset || !value.includes(raw)) continue;
      left.splice(left.indexOf(code), 1);
      value = value.replace(raw, code.replacement ?? " ");
    }
    return value;
  };
  const edgeOf = (element: Tree.Element): string => {
    if (isBlock(element)) return BLOCK;
    if (element.tagName.includes("-")) return isAmongWords(element) ? THING : BLOCK;
    return THINGS.has(element.tagName) ? THING : "";
  };
  const walk = (parent: Tree.ParentNode, isSeen: boolean): string =>
    parent.childNodes
      .map((node) => {
        if ("value" in node) return isSeen ? text(node) : "";
        return "tagName" in node ? shown(node, isSeen) : "";
      })
      .join("");
  const shown = (element: Tree.Element, isSeen: boolean): string => {
    if (isHidden(element)) return "";
    const about = take(element);
    const gone = about.find(({ action }) => action === "removed");
    const instead = about.find(({ replacement }) => replacement !== undefined);
    const edge = edgeOf(element);
    if (gone && (gone.words > 0 || (gone.reason === "hidden" && gone.text !== undefined))) return edge;
    const said = instead === undefined ? "" : around(instead);
    if (instead !== undefined && instead.words > 0) return said;
    const inside = walk(element, isSeen && !UNSEEN.has(element.tagName));
    return edge + inside + edge + said;
  };
  return wordsIn(walk(fragment(html), true).replace(BETWEEN_WORDS, " ").replaceAll(THING, ""));
}

const LETTER = "[\\p{L}\\p{M}\\p{N}\\p{S}]";
const BETWEEN_WORDS = new RegExp(`(?<=${LETTER})${THING}+(?=${LETTER})`, "gu");

const around = ({ reason, replacement = "" }: Warning): string =>
  reason === "embed" || reason === "media" ? BLOCK + replacement + BLOCK : replacement;

/** Returns the words of a published body, with the captions of its images. */
export function wordsOfBody(body: Body, captions: ReadonlyMap<string, string>): Word[] {
  const seen = new Set<string>();
  const parts = body.map((piece) => {
    if (typeof piece === "string") return textOf(fragment(piece));
    const caption = seen.has(piece.image) ? "" : (captions.get(piece.image) ?? "");
    seen.add(piece.image);
    return BLOCK + caption + BLOCK;
  });
  return wordsIn(parts.join(BLOCK));
}

const textOf = (parent: Tree.ParentNode, isPre = false): string =>
  parent.childNodes
    .map((node) => {
      if ("value" in node) return isPre ? node.value.replaceAll("\n", BLOCK) : node.value;
      if (!("tagName" in node)) return "";
      const edge = isBlock(node) ? BLOCK : "";
      return edge + textOf(node, isPre || node.tagName === "pre") + edge;
    })
    .join("");

const WORD = new RegExp(`[^\\s${BLOCK}]+`, "gu");

function wordsIn(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const apart = text.slice(end, index).includes(BLOCK);
    end = index + word.length;
    return { word, apart };
  });
}

/** Describes the first difference between the expected and the actual words; undefined if there is none. */
export function difference(expected: readonly Word[], found: readonly Word[]): string | undefined {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [expected[at], found[at]];
    if (one?.word !== other?.word)
      return `word ${at}: expected “${one?.word ?? "the end"}”, found “${other?.word ?? "the end"}”`;
    if (at > 0 && one?.apart && !other?.apart) return `no boundary before word ${at}, “${one.word}”`;
  }
  return undefined;
}
