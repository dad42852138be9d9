import { EVIDENCE } from "../../model/policy.ts";
import { commentEnd, matchFrom, tagEnd } from "./scan-tags.ts";

/**
 * The hosts to which a page's links lead, `a` and `area`. Links in comments, code and what users wrote (`rel=ugc`, `sponsored`)
 * don't count. It goes through the page once, whatever is in it: a page of somebody else can be hostile, and may be cut off.
 */
export function linkedHosts(page: string, address: string): ReadonlySet<string> {
  const hosts = new Set<string>();
  let at = 0;
  for (;;) {
    const tag = matchFrom(/<!--|<([a-z][^\s/>]*)/gi, page, at);
    if (tag === undefined) return hosts;
    const name = tag[1]?.toLowerCase();
    at = name === undefined ? commentEnd(page, tag.index) : tagEnd(page, tag.index, CODE.get(name));
    if (name !== "a" && name !== "area") continue;
    const host = linkedHost(page.slice(tag.index, Math.min(at, tag.index + EVIDENCE.tagLength)), address);
    if (host !== undefined) hosts.add(host);
  }
}

/** Elements in which nothing is a link: what ends their text. */
const CODE = new Map(
  ["script", "style", "title", "textarea", "noscript", "template", "iframe", "xmp"].map((name) => [
    name,
    new RegExp(`</${name}(?=[\\s/>])`, "gi"),
  ]),
);

const NOT_THEIRS = /(?:^|\s)(?:ugc|sponsored)(?:\s|$)/i;

function linkedHost(tag: string, address: string): string | undefined {
  const { href, rel = "" } = attributesOf(tag);
  if (href === undefined || NOT_THEIRS.test(rel) || !URL.canParse(href, address)) return undefined;
  const { protocol, hostname } = new URL(href, address);
  return protocol === "https:" || protocol === "http:" ? hostname : undefined;
}

/** An attribute with its value; the name is bounded, so that no tag costs more than its length. */
const ATTRIBUTE = /(?<=[\s/"'])([a-z]{1,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** `href` and `rel` of a tag, the first of each. */
function attributesOf(tag: string): { href?: string; rel?: string } {
  const found = new Map<string, string>();
  for (const [, name = "", ...values] of tag.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    const value = values.find((each) => each !== undefined);
    if (value !== undefined && !found.has(key)) found.set(key, value.replaceAll("&amp;", "&").trim());
  }
  const [href, rel] = [found.get("href"), found.get("rel")];
  return { ...(href === undefined ? {} : { href }), ...(rel === undefined ? {} : { rel }) };
}
