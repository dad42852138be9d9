import type { ElementContent, Properties } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

const ACTIVE = ["script", "svg", "style", "iframe", "object", "embed", "form", "math", "template", "base"];

const ADDRESSES = ["href", "src", "action", "formAction", "srcSet", "xLinkHref", "cite", "poster"];

/** What a browser would find in HTML that could act: elements, event handlers, and addresses that run. */
export function activeMarkup(html: string): string[] {
  const found: string[] = [];
  visit(
    unified()
      .use(rehypeParse, { fragment: !html.startsWith("<!DOCTYPE") })
      .parse(html),
    "element",
    ({ tagName, properties, children }) => {
      if (isData(tagName, properties, children)) return;
      if (ACTIVE.includes(tagName)) found.push(`<${tagName}>`);
      for (const [name, value] of Object.entries(properties)) {
        const runs = ADDRESSES.includes(name) && /^\s*(javascript|data|vbscript):/i.test(String(value));
        if (/^on/i.test(name) || runs) found.push(`${name}="${String(value)}"`);
      }
      // Our own images lead to our own addresses only.
      if (tagName === "img" && !/^(https?:\/\/localhost:8787)?\/images\//.test(String(properties.src)))
        found.push(`<img src="${String(properties.src)}">`);
    },
  );
  return found;
}

/** A block of JSON-LD acts nowhere, as long as it is JSON throughout. */
function isData(tagName: string, { type }: Properties, children: readonly ElementContent[]): boolean {
  if (tagName !== "script" || type !== "application/ld+json") return false;
  const [text] = children;
  if (children.length !== 1 || text?.type !== "text" || text.value.includes("<")) return false;
  return typeof JSON.parse(text.value) === "object";
}
