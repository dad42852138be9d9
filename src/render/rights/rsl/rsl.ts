import type { MachineUse } from "../../../model/licence/clauses/machine-use.ts";
import type { Licence } from "../../../model/licence/licence.ts";
import { CACHE } from "../../../model/policy.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Item } from "../../feed/item.ts";
import { element, escapeXml, textElement } from "../../feed/xml.ts";
import type { Site } from "../../site.ts";
import { type Usage, usageOf } from "./usage.ts";

// RSL 1.0. https://rslstandard.org/rsl

export const RSL = "https://rslstandard.org/rsl";
export const RSL_TYPE = "application/rsl+xml";

/** `/rsl.xml`: what holds for everything here at once; undefined where nothing is said. */
export function renderRsl(
  uses: readonly MachineUse[],
  { origin, masthead }: Site,
  changedAt: number,
): string | undefined {
  const usage = usageOf(uses);
  if (usage === undefined) return undefined;
  const { name, contacts } = masthead.publication;
  return document(
    { url: "/", lastmod: new Date(changedAt * 1000).toISOString() },
    licenceElement("", usage, contacts.licensing, wantsCredit(Object.values(offeredLicences(masthead)))) +
      textElement("copyright", name, { type: "organization", contactEmail: contacts.licensing }) +
      textElement("terms", `${origin}/#licences`),
  );
}

/** `/articles/{id}/rsl.xml`: what holds for one article. Its narrower scope comes before that of everything. */
export function renderArticleRsl({ page, holder, modified, licence, terms }: Item): string | undefined {
  const usage = usageOf([terms.machineUse]);
  if (usage === undefined) return undefined;
  return document(
    { url: page, lastmod: modified },
    licenceElement("", usage, terms.contact, wantsCredit([terms])) +
      textElement("copyright", holder) +
      textElement("terms", licence.terms),
  );
}

const document = (content: { url: string; lastmod: string }, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element("rsl", { xmlns: RSL, "max-age": CACHE.rslDays }, element("content", content, inside))}\n`;

/** What holds for one item, for its RSS; nothing where nothing is said. Every element has its prefix. */
export function rslContent({ page, holder, licence, terms }: Item): string {
  const usage = usageOf([terms.machineUse]);
  if (usage === undefined) return "";
  const inside =
    licenceElement("rsl:", usage, terms.contact, wantsCredit([terms])) +
    textElement("rsl:copyright", holder) +
    textElement("rsl:terms", licence.terms);
  return element("rsl:content", { url: page }, inside);
}

/** An RSL document for the HTTP `Link` header: RSL wants both `rel` and `type`. */
export const rslLink = (address: string): string => `<${address}>; rel="license"; type="${RSL_TYPE}"`;

const licenceElement = (prefix: string, { permits, prohibits }: Usage, contact: string, credit = false): string =>
  element(
    `${prefix}license`,
    {},
    tokens(`${prefix}permits`, permits) +
      tokens(`${prefix}prohibits`, prohibits) +
      // §3.7: without a payment a use is free of everything; credit and a link are a price, too.
      (credit && permits.length > 0 ? element(`${prefix}payment`, { type: "attribution" }) : "") +
      element(`${prefix}legal`, { type: "contact" }, escapeXml(`mailto:${contact}`)),
  );

const tokens = (name: string, list: readonly string[]): string =>
  list.length === 0 ? "" : element(name, { type: "usage" }, list.join(" "));

/** Whether any of these terms asks for credit with a link, which is what RSL means by attribution. */
const wantsCredit = (all: readonly Pick<Licence, "attribution">[]): boolean =>
  all.some(({ attribution }) => attribution.byline === "must" || attribution.link === "must");
