import { z } from "zod";
import { children, type Element, parseXml } from "../../consumers/xml-tree.ts";
import { contentsOf } from "./rsl.ts";

// Reads one item's rights in feeds, as readers of RSS modules, RFC 4946 and JSON Feed do.

const ATOM = "{http://www.w3.org/2005/Atom}";
const DCTERMS = "{http://purl.org/dc/terms/}";
const CC = "{http://backend.userland.com/creativeCommonsRssModule}";

function rootOf(xml: string): Element {
  const { root, mistakes } = parseXml(xml);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return root;
}

const textsOf = (element: Element, name: string): string[] => children(element, name).map(({ text }) => text.trim());

/** The licenses that an item names, and its RSL elements. */
export type ItemRights = { licences: string[]; rsl: Element[] };

/** Returns the item of an RSS feed with this guid, or undefined. */
export function readRssItem(xml: string, guid: string): ItemRights | undefined {
  const items = children(children(rootOf(xml), "{}channel")[0], "{}item");
  const item = items.find((each) => textsOf(each, "{}guid").includes(guid));
  return (
    item && {
      licences: [...textsOf(item, `${DCTERMS}license`), ...textsOf(item, `${CC}license`)],
      rsl: contentsOf(item),
    }
  );
}

/** Returns the entry of an Atom feed with this id: its RFC 4946 links, and those of Dublin Core. */
export function readAtomEntry(xml: string, id: string): { links: string[]; licences: string[] } | undefined {
  const entry = children(rootOf(xml), `${ATOM}entry`).find((each) => textsOf(each, `${ATOM}id`).includes(id));
  return (
    entry && {
      links: children(entry, `${ATOM}link`).flatMap(({ attributes }) =>
        attributes.rel === "license" ? [attributes.href ?? ""] : [],
      ),
      licences: textsOf(entry, `${DCTERMS}license`),
    }
  );
}

const Uses = z.record(z.string(), z.enum(["allow", "deny", "unset"]));
const Metadata = z.looseObject({ machineUse: Uses, licence: z.looseObject({ url: z.url() }), policy: z.url() });
export type Metadata = z.infer<typeof Metadata>;

const JsonFeed = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), _commonwire: z.unknown() })) });

/** Returns our own extension in the JSON Feed item with this id. */
export function readJsonItem(json: string, id: string): Metadata | undefined {
  const item = JsonFeed.parse(JSON.parse(json)).items.find((each) => each.id === id);
  return item && Metadata.parse(item._commonwire);
}

/** Returns the metadata of an article from the API. */
export const readApiArticle = (json: string): Metadata =>
  z.looseObject({ metadata: Metadata }).parse(JSON.parse(json)).metadata;

const Ninjs = z.looseObject({
  usageTerms: z.string().optional(),
  rightsInfo: z.looseObject({ linkedRights: z.url() }).optional(),
});

/** Reads ninjs 3.1: the terms in words, and the address of the policy. */
export function readNinjs(json: string): { usageTerms: string | undefined; policy: string | undefined } {
  const { usageTerms, rightsInfo } = Ninjs.parse(JSON.parse(json));
  return { usageTerms, policy: rightsInfo?.linkedRights };
}
