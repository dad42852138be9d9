import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { commentEnd, matchFrom, tagEnd } from "./scan-tags.ts";

/** What stands in the head of a page under one name, and whether the head's end was seen. */
export type HeadMeta = { contents: string[]; ended: boolean };

/**
 * The contents of a page's `<meta name=…>` of one name, whatever its case. Only what is in the head counts. The page may
 * be cut off anywhere: a parser reads what comes first without knowing what follows.
 */
export function headMeta(page: string, name: string): HeadMeta {
  const { html, ended } = headOf(page);
  const contents = inHead(html, "meta").flatMap((meta) =>
    attribute(meta, "name")?.toLowerCase() === name ? (attribute(meta, "content") ?? []) : [],
  );
  return { contents, ended };
}

const FEED_TYPE = /^\s*application\/(?:rss\+xml|atom\+xml|feed\+json|json)\s*(?:;|$)/i;

/** The feeds that a page names in its head, as it writes them; each once. */
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

/** The elements of a name right in the head; one in a `template` is none. */
function inHead(page: string, name: string): Tree.Element[] {
  const [html] = elementsOf(parse(page, { scriptingEnabled: false }), "html");
  const [head] = html ? elementsOf(html, "head") : [];
  return head ? elementsOf(head, name) : [];
}

const elementsOf = ({ childNodes }: Tree.ParentNode, name: string): Tree.Element[] =>
  childNodes.filter((node) => "tagName" in node).filter(({ tagName }) => tagName === name);

/** Elements after which the head goes on; any other ends it (HTML, "in head"). The text in some is no markup. */
const HEAD = new Set(["html", "head", "base", "link", "meta"]);
const TEXT = new Map(
  ["title", "style", "script", "noscript"].map((name) => [name, new RegExp(`</${name}(?=[\\s/>])`, "gi")]),
);

/**
 * The page up to the end of its head, since a hostile body can cost a parser more than any head. It goes without
 * `noscript`, as in a browser: the parser knows no scripts, so an image in there, as many counters have, would end the head.
 */
function headOf(page: string): { html: string; ended: boolean } {
  let html = "";
  let at = 0;
  for (;;) {
    const tag = matchFrom(/<!--|<(\/?)([a-z][^\s/>]*)/gi, page, at);
    // A tag that the cut went through could be any.
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
