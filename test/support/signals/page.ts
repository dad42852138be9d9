import { parse } from "parse5";
import { elementsOf } from "../elements.ts";
import { attribute, metaOf, pageElements, wordsOf } from "./html.ts";
import type { Answer } from "./says.ts";

// What search engines read of an answer and of a page: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag

/** Directives that have a value of their own behind a colon, which names no engine. */
const VALUED = ["max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"];

/** The directives of the field that hold for an engine. A name holds for all that follow it, until the next name. */
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

/** Everything that one engine is told: in the field and in the page, by name or with everybody. All of it holds. */
export function robotsRules(html: string, field: string | null, engine: string): Set<string> {
  const elements = pageElements(html);
  const metas = ["robots", engine].flatMap((name) => (metaOf(elements, name) ?? "").toLowerCase().split(","));
  const rules = [...fieldRules(field ?? "", engine), ...metas].map((rule) => rule.trim()).filter(Boolean);
  return new Set(rules);
}

/** The words that may be shown of a page: not those in `data-nosnippet`, which counts on three elements only. */
export const snippetOf = (html: string): string =>
  wordsOf(
    parse(html),
    (element) =>
      ["span", "div", "section"].includes(element.tagName) && attribute(element, "data-nosnippet") !== undefined,
  );

/** All words that a page shows. */
export const wordsOfPage = (html: string): string => wordsOf(parse(html));

/** What an engine learns. Permits have no word; and a page whose text may not be shown isn't input for answers. */
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

/** Addresses of RSL documents, and of licences for people, that a page's head names. */
export function licenceLinks(html: string): { rsl: string[]; terms: string[] } {
  const links = elementsOf(parse(html)).filter(
    (each) => each.tagName === "link" && attribute(each, "rel")?.split(" ").includes("license"),
  );
  const isRsl = (type: string | undefined) => type === "application/rsl+xml";
  const of = (wanted: boolean) =>
    links.flatMap((each) => (isRsl(attribute(each, "type")) === wanted ? [attribute(each, "href") ?? ""] : []));
  return { rsl: of(true), terms: of(false) };
}
