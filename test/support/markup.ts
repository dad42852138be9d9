import type { ElementContent, Properties } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

const ACTIVE = ["script", "svg", "style", "iframe", "object", "embed", "form", "math", "template", "base"];

const ADDRESSES = ["href", "src", "action", "formAction", "srcSet", "xLinkHref", "cite", "poster"];

/** Returns what could act in a browser: elements, event handlers, and URLs that run code. */
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
      // Our own images may only have URLs of the wire.
      if (tagName === "img" && !/^(https?:\/\/localhost:8787)?\/images\//.test(String(properties.src)))
        found.push(`<img src="${String(properties.src)}">`);
    },
  );
  return found;
}

/** Whether an element is a JSON-LD block: inert, as long as all of it is JSON. */
function isData(tagName: string, { type }: Properties, children: readonly ElementContent[]): boolean {
  if (tagName !== "script" || type !== "application/ld+json") return false;
  const [text] = children;
  if (children.length !== 1 || text?.type !== "text" || text.value.includes("<")) return false;
  return typeof JSON.parse(text.value) === "object";
}
