import { parse } from "parse5";
import { elementsOf } from "../elements.ts";
import { attribute, metaOf, pageElements, wordsOf } from "./html.ts";
import type { Answer } from "./says.ts";

// How search engines read a response and a page: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag

/** Directives with a value after a colon, so that the part before it isn't an engine's name. */
const VALUED = ["max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"];

/** Returns the directives of the header field for an engine. A name applies to all directives up to the next name. */
function fieldRules(field: string, engine: string): string[] {
  let named = "*";
  return field
    .toLowerCase()
    .split(",")
    .flatMap((part) => {
      const [, name = "", rest = part] = /^\s*([\w-]+)\s*:\s*(.*)$/.exec(part) ?? [];
      const isNamed = name !== "" && !VALUED.includes(name);
      if (isNamed) named = name;
      return named === "*" || named === engine ? [(isNamed ? rest : part).trim()] : [];
    });
}

/** Returns all directives for an engine: in the header field and on the page, by its name or for everybody. They add up. */
export function robotsRules(html: string, field: string | null, engine: string): Set<string> {
  const elements = pageElements(html);
  const metas = ["robots", engine].flatMap((name) => (metaOf(elements, name) ?? "").toLowerCase().split(","));
  const rules = [...fieldRules(field ?? "", engine), ...metas].map((rule) => rule.trim()).filter(Boolean);
  return new Set(rules);
}

/** Returns the words of a page that may be shown: not those in `data-nosnippet`, which is valid on only three elements. */
export const snippetOf = (html: string): string =>
  wordsOf(
    parse(html),
    (element) =>
      ["span", "div", "section"].includes(element.tagName) && attribute(element, "data-nosnippet") !== undefined,
  );

/** Returns all words that a page shows. */
export const wordsOfPage = (html: string): string => wordsOf(parse(html));

/** Returns the signals for an engine. Permissions can't be expressed, and a page whose text may not be shown isn't AI input. */
export function readEngine(html: string, field: string | null, engine: string, body: string): Answer {
  const rules = robotsRules(html, field, engine);
  const has = (...names: string[]) => names.some((name) => rules.has(name));
  const isHidden = has("nosnippet", "max-snippet:0", "max-snippet: 0") || !snippetOf(html).includes(body);
  const isKept = engine === "bingbot" && has("noarchive", "nocache");
  return {
    search: has("noindex", "none") ? "deny" : "unknown",
    aiInput: isHidden || isKept ? "deny" : "unknown",
  };
}

/** Returns the URLs of RSL documents, and of human-readable licenses, in a page's head. */
export function licenceLinks(html: string): { rsl: string[]; terms: string[] } {
  const links = elementsOf(parse(html)).filter(
    (each) => each.tagName === "link" && attribute(each, "rel")?.split(" ").includes("license"),
  );
  const isRsl = (type: string | undefined) => type === "application/rsl+xml";
  const of = (wanted: boolean) =>
    links.flatMap((each) => (isRsl(attribute(each, "type")) === wanted ? [attribute(each, "href") ?? ""] : []));
  return { rsl: of(true), terms: of(false) };
}
