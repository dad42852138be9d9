import { EVIDENCE } from "../../model/policy.ts";
import { commentEnd, matchFrom, tagEnd } from "./scan-tags.ts";

/**
 * Returns the hosts that a page links to, from `a` and `area`. Links in comments, code and user content (`rel=ugc`,
 * `sponsored`) don't count. Scans the page in one pass, because a third party's page may be hostile or cut off.
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

/** Elements whose content can't contain links, with the pattern that ends their text. */
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

/** An attribute with its value; the name's length is bounded so that matching stays linear in the length of the tag. */
const ATTRIBUTE = /(?<=[\s/"'])([a-z]{1,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Returns the first `href` and the first `rel` of a tag. */
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
