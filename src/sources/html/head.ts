import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { commentEnd, matchFrom, tagEnd } from "./scan-tags.ts";

/** The contents of a page's meta tags of one name, and whether the end of the head was seen. */
export type HeadMeta = { contents: string[]; ended: boolean };

/**
 * Returns the contents of a page's `<meta name=…>` tags of one name, in any case. Only those in the head count. The page
 * may be cut off anywhere: a parser reads what comes first without knowing what follows.
 */
export function headMeta(page: string, name: string): HeadMeta {
  const { html, ended } = headOf(page);
  const contents = inHead(html, "meta").flatMap((meta) =>
    attribute(meta, "name")?.toLowerCase() === name ? (attribute(meta, "content") ?? []) : [],
  );
  return { contents, ended };
}

const FEED_TYPE = /^\s*application\/(?:rss\+xml|atom\+xml|feed\+json|json)\s*(?:;|$)/i;

/** Returns the feeds that a page lists in its head, as written there, without duplicates. */
export function headFeeds(page: string): string[] {
  const named = inHead(headOf(page).html, "link").flatMap((link) => {
    const rel = (attribute(link, "rel") ?? "").toLowerCase().split(/\s+/);
    const isFeed = rel.includes("alternate") && FEED_TYPE.test(attribute(link, "type") ?? "");
    return isFeed ? (attribute(link, "href") ?? []) : [];
  });
  return [...new Set(named)];
}

const attribute = ({ attrs }: Tree.Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

/** Returns the elements of a name directly in the head; those inside a `template` don't count. */
function inHead(page: string, name: string): Tree.Element[] {
  const [html] = elementsOf(parse(page, { scriptingEnabled: false }), "html");
  const [head] = html ? elementsOf(html, "head") : [];
  return head ? elementsOf(head, name) : [];
}

const elementsOf = ({ childNodes }: Tree.ParentNode, name: string): Tree.Element[] =>
  childNodes.filter((node) => "tagName" in node).filter(({ tagName }) => tagName === name);

/** Elements that don't end the head (HTML, "in head"); any other does. The text inside those in TEXT isn't markup. */
const HEAD = new Set(["html", "head", "base", "link", "meta"]);
const TEXT = new Map(
  ["title", "style", "script", "noscript"].map((name) => [name, new RegExp(`</${name}(?=[\\s/>])`, "gi")]),
);

/**
 * Returns the page up to the end of its head, since parsing a hostile body can cost far more. Drops `noscript`: the parser
 * runs with scripting off, so an image in there, as in many tracking counters, would end the head, unlike in a browser.
 */
function headOf(page: string): { html: string; ended: boolean } {
  let html = "";
  let at = 0;
  for (;;) {
    const tag = matchFrom(/<!--|<(\/?)([a-z][^\s/>]*)/gi, page, at);
    // A tag truncated by the cut could be any tag.
    if (tag === undefined || tag.index + tag[0].length === page.length)
      return { html: html + page.slice(at), ended: false };
    const [, closes = "", name = ""] = tag.map((part) => part?.toLowerCase());
    const text = closes === "" ? TEXT.get(name) : undefined;
    const goesOn = name === "" || HEAD.has(name) || TEXT.has(name);
    if (!goesOn || (closes !== "" && name === "head")) return { html: html + page.slice(at, tag.index), ended: true };
    const end = name === "" ? commentEnd(page, tag.index) : tagEnd(page, tag.index, text);
    html += page.slice(at, name === "noscript" ? tag.index : end);
    at = end;
  }
}
