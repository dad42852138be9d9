import { readAsHtml } from "./html.ts";
import { type Consumer, compare, feedUrl, type Lab, type Seen } from "./lab.ts";
import { installed } from "./process.ts";
import { children, type Element, parseXml, textOf } from "./xml-tree.ts";

const ATOM = "{http://www.w3.org/2005/Atom}";
const DC = "{http://purl.org/dc/elements/1.1/}";
const LICENCE = "{http://backend.userland.com/creativeCommonsRssModule}license";

/**
 * A strict, namespace-aware XML parser, with checks that elements are where the specifications require; no error is tolerated.
 */
export const saxes: Consumer = {
  name: "saxes",
  packages: "npm: saxes",
  isHere: () => installed("saxes"),
  check: async (lab) => {
    const fields = ["title", "link", "published", "modified", "authors", "licence"] as const;
    const rss = await parsed(lab, "rss");
    compare(lab, "saxes rss", children(children(rss, "{}channel")[0], "{}item").map(ofItem), fields);
    const atom = await parsed(lab, "atom");
    compare(lab, "saxes atom", children(atom, `${ATOM}entry`).map(ofEntry), fields);
  },
};

async function parsed(lab: Lab, format: string): Promise<Element> {
  const { root, mistakes } = parseXml(await (await fetch(feedUrl(lab, format))).text());
  lab.report.check(`saxes ${format}: well-formed, with namespaces`, mistakes);
  return root;
}

const ofItem = (item: Element): Seen => ({
  id: textOf(item, "{}guid") ?? "",
  title: textOf(item, "{}title"),
  link: textOf(item, "{}link"),
  published: textOf(item, "{}pubDate"),
  modified: textOf(item, `${ATOM}updated`),
  authors: children(item, `${DC}creator`).map(({ text }) => text),
  licence: textOf(item, LICENCE),
});

const ofEntry = (entry: Element): Seen => ({
  id: textOf(entry, `${ATOM}id`) ?? "",
  title: children(entry, `${ATOM}title`).map(plain)[0],
  link: linkOf(entry, undefined) ?? linkOf(entry, "alternate"),
  published: textOf(entry, `${ATOM}published`),
  modified: textOf(entry, `${ATOM}updated`),
  authors: children(entry, `${ATOM}author`).map((author) => textOf(author, `${ATOM}name`) ?? ""),
  licence: linkOf(entry, "license"),
});

/** RFC 4287 §3.1: the type of a text construct says how to read it. */
const plain = ({ attributes, text }: Element): string => (attributes.type === "html" ? readAsHtml(text) : text);

const linkOf = (entry: Element, rel: string | undefined): string | undefined =>
  children(entry, `${ATOM}link`).find(({ attributes }) => attributes.rel === rel)?.attributes.href;
