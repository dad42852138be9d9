import { getOwn } from "../../model/get-own.ts";
import { offeredLicences } from "../../model/retired.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import type { Site } from "../site.ts";

// schema.org NewsArticle as JSON-LD, with what search engines read of image licences.

/** An article for crawlers, as JSON-LD. Nothing is in it that isn't in the item. */
export function newsArticle(item: Item, site: Site) {
  const { origin, masthead } = site;
  const { name, homePage } = masthead.publication;
  const publisher = { "@type": "NewsMediaOrganization", "@id": `${origin}/#organization`, name, url: homePage };
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": item.id,
    url: item.page,
    mainEntityOfPage: item.link,
    headline: item.headline,
    ...(item.summary ? { description: item.summary } : {}),
    inLanguage: item.language,
    datePublished: item.published,
    dateModified: item.modified,
    ...(item.corrections.length > 0 ? { correction: item.corrections.map(correction) } : {}),
    ...(item.expires ? { expires: item.expires } : {}),
    author: item.authors.length > 0 ? item.authors.map(person) : [{ "@type": "Organization", name: item.byline }],
    publisher,
    articleSection: item.section.name,
    ...(item.topics.length > 0 ? { keywords: item.topics.map(({ name: topic }) => topic) } : {}),
    copyrightHolder: { "@type": "Organization", name: item.holder },
    copyrightYear: item.copyrightYear,
    copyrightNotice: item.rights,
    creditText: item.credit,
    ...(item.shows === "full" ? { isAccessibleForFree: true } : {}),
    ...rights(item, site),
    ...(item.images.length > 0 ? { image: item.images.map((image) => imageObject(image, site)) } : {}),
  };
}

/** What isn't licensed names no licence. */
function rights({ terms, licence }: Item, site: Site) {
  const conditions = { conditionsOfAccess: terms.statement, ...(terms.excluded ? {} : { usageInfo: licence.terms }) };
  if (terms.excluded) return conditions;
  const page = isAcquired(licence, terms, site) ? { acquireLicensePage: `${site.origin}/apply` } : {};
  return { license: licence.url, ...page, ...conditions };
}

/** Whether a licence is given to those who ask for it: what is open to anyone needs none, and what is open to nobody has none. */
function isAcquired({ id }: Item["licence"], { eligibility, ended }: Item["terms"], { masthead }: Site): boolean {
  const isGiven = eligibility.who === "publishers" || eligibility.who === undefined;
  return isGiven && !ended && getOwn(offeredLicences(masthead), id) !== undefined;
}

const person = ({ name, url, affiliation }: Item["authors"][number]) => ({
  "@type": "Person",
  name,
  url,
  affiliation: { "@type": "Organization", name: affiliation },
});

const correction = ({ at, note }: Item["corrections"][number]) => ({
  "@type": "CorrectionComment",
  text: note,
  datePublished: at,
});

const imageObject = (
  { url, type, width, height, alt, caption, credit, owner, licence, terms }: ItemImage,
  site: Site,
) => ({
  "@type": "ImageObject",
  contentUrl: url,
  encodingFormat: type,
  width,
  height,
  caption: caption ?? alt,
  license: licence.url,
  ...(isAcquired(licence, terms, site) ? { acquireLicensePage: licence.terms } : {}),
  creditText: credit,
  copyrightNotice: `© ${owner}`,
  copyrightHolder: { "@type": "Organization", name: owner },
  creator: { "@type": "Organization", name: owner },
});

/** JSON as it may stand in a `<script>` element: HTML ends one at `</`, and never reads `<` escaped by JSON. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");
