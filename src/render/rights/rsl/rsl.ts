import { termsUrl } from "../../../model/address.ts";
import { type MachineTerms, wantsCredit } from "../../../model/licence/public-use.ts";
import type { Terms } from "../../../model/licence/terms.ts";
import { CACHE, SIGNALS } from "../../../model/policy.ts";
import type { Item } from "../../feed/item.ts";
import { element, escapeXml, textElement } from "../../feed/xml.ts";
import type { Site } from "../../site.ts";
import { agreedOn, exactPath, firstFitting, type SiteUse, type StoryOfKind, storiesOf } from "../site-use.ts";
import { type Usage, usageOf } from "./usage.ts";

// RSL 1.0. https://rslstandard.org/rsl

export const RSL = "https://rslstandard.org/rsl";
export const RSL_TYPE = "application/rsl+xml";

type RslTerms = MachineTerms & Pick<Terms, "attribution">;

/** Whether RSL can express any of these terms. */
export const hasRsl = (terms: MachineTerms): boolean => usageOf(terms) !== undefined;

/** Returns a key for what one kind of story says; empty if it says nothing. */
export const rslName = (terms: RslTerms): string => licenceElement("", terms, {});

/**
 * Renders `/rsl.xml`: one entry for everything if everything agrees; otherwise one for each story with its own RSL, newest
 * first. Undefined if RSL can express nothing. Readers find it through robots.txt, so URLs are paths. A story's page with a
 * query names the same document as the page without one.
 */
export function renderRsl({ kinds, pictures }: SiteUse, { origin, masthead }: Site): string | undefined {
  const all = [...kinds.map(({ terms }) => terms), ...pictures];
  const agreed = agreedOn(all.map(rslName));
  if (agreed === "" || !kinds.some(({ terms }) => hasRsl(terms))) return undefined;
  const { name, contacts } = masthead.publication;
  const [first] = all;
  if (agreed !== undefined && first !== undefined)
    return document(
      element(
        "content",
        { url: "/" },
        licenceElement("", first, { contact: contacts.licensing }) +
          textElement("copyright", name, { type: "organization", contactEmail: contacts.licensing }) +
          textElement("terms", `${origin}/#licences`),
      ),
    );
  return document(contentsOf(storiesOf(kinds.filter(({ terms }) => hasRsl(terms))).map(contentOf(origin))));
}

/** The newest that fit. Older stories still name their own document in their page's headers. */
function contentsOf(contents: readonly string[]): string {
  const named = firstFitting(contents, SIGNALS.listBytes);
  const rest = named.length < contents.length ? ["<!-- The page of each older story names its own RSL. -->"] : [];
  return [...named, ...rest].join("\n");
}

/** Returns the entry of a story. Apart from the URL, all stories of a kind share it, so it is built once. */
function contentOf(origin: string): (story: StoryOfKind) => string {
  const made = new Map<StoryOfKind["kind"], string>();
  return (story) => {
    const { kind } = story;
    const inside = made.get(kind) ?? insideOf(kind, origin);
    made.set(kind, inside);
    return `<content url="${escapeXml(exactPath(story))}">${inside}</content>`;
  };
}

const insideOf = ({ licence, terms }: StoryOfKind["kind"], origin: string): string => {
  const page = termsUrl(origin, licence);
  const said = licenceElement("", terms, { standard: terms.url ?? page });
  // If the price already names the page, the entry doesn't repeat it.
  return said + (said.includes(`>${escapeXml(page)}<`) ? "" : textElement("terms", page));
};

/**
 * Renders `/articles/{id}/rsl.xml`: the terms of one article. The article's page names this document, so its URL is the page's.
 */
export function renderArticleRsl(item: Item): string | undefined {
  if (!hasRsl(item.terms)) return undefined;
  const { page, modified } = item;
  return document(element("content", { url: page, lastmod: modified }, ofItem(item, "")));
}

/** Returns an item's terms for its RSS entry; empty if there are none. Every element has the prefix. */
export const rslContent = (item: Item): string =>
  hasRsl(item.terms) ? element("rsl:content", { url: item.page }, ofItem(item, "rsl:")) : "";

const ofItem = ({ holder, licence, terms }: Item, prefix: string): string =>
  licenceElement(prefix, terms, { standard: licence.url, contact: terms.contact }) +
  textElement(`${prefix}copyright`, holder) +
  textElement(`${prefix}terms`, licence.terms);

const document = (contents: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element("rsl", { xmlns: RSL, "max-age": CACHE.rslDays }, contents)}\n`;

/** Returns an RSL document's HTTP `Link` header value. RSL requires both `rel` and `type`. */
export const rslLink = (address: string): string => `<${address}>; rel="license"; type="${RSL_TYPE}"`;

/** What a license adds to its uses: a contact, and the page that describes the credit required as payment. */
type Named = { contact?: string; standard?: string };

function licenceElement(prefix: string, terms: RslTerms, named: Named): string {
  const usage = usageOf(terms);
  if (usage === undefined) return "";
  const { permits, prohibits, countries } = usage;
  const inside =
    tokens(`${prefix}permits`, "usage", permits) +
    tokens(`${prefix}permits`, "geo", countries) +
    tokens(`${prefix}prohibits`, "usage", prohibits) +
    priceOf(prefix, usage, terms, named) +
    (named.contact === undefined
      ? ""
      : element(`${prefix}legal`, { type: "contact" }, escapeXml(`mailto:${named.contact}`)));
  return element(`${prefix}license`, {}, inside);
}

/** §3.7: a use without a payment element is free of any condition; credit and a link count as a payment. */
function priceOf(prefix: string, { permits }: Usage, terms: RslTerms, { standard }: Named): string {
  if (permits.length === 0 || !wantsCredit(terms)) return "";
  return element(`${prefix}payment`, { type: "attribution" }, standard && textElement(`${prefix}standard`, standard));
}

const tokens = (name: string, type: "usage" | "geo", list: readonly string[]): string =>
  list.length === 0 ? "" : element(name, { type }, list.join(" "));
