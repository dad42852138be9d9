import { getOwn } from "../../model/get-own.ts";
import { offeredLicences } from "../../model/retired.ts";
import type { Item, ItemImage, Picture } from "../feed/item.ts";
import type { Site } from "../site.ts";

// schema.org NewsArticle as JSON-LD, with the image license fields that search engines read.

/** Renders an article as JSON-LD for crawlers, from the item only. */
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
    author: item.authors.length > 0 ? item.authors.map(author) : [{ "@type": "Organization", name: item.byline }],
    publisher,
    articleSection: item.section.name,
    ...(item.topics.length > 0 ? { keywords: item.topics.map(({ name: topic }) => topic) } : {}),
    copyrightHolder: { "@type": "Organization", name: item.holder },
    copyrightYear: item.copyrightYear,
    copyrightNotice: item.rights,
    creditText: item.credit,
    ...accessTo(item),
    ...rights(item, site),
    ...imagesOf(item, site),
  };
}

/**
 * Says whether the story is free to read here and, for a summary, which part of the page is closed. A link says nothing,
 * because the story is elsewhere.
 */
function accessTo({ shows }: Item) {
  if (shows === "full") return { isAccessibleForFree: true };
  if (shows === "link") return {};
  const closed = { "@type": "WebPageElement", isAccessibleForFree: false, cssSelector: ".closed" };
  return { isAccessibleForFree: false, hasPart: closed };
}

/** The story's pictures: distributable ones with their license, ones that only pages show without. */
function imagesOf({ images, pictures = [] }: Item, site: Site) {
  const shown = pictures.filter(({ sha256 }) => images.every((image) => image.sha256 !== sha256));
  const all = [...images.map((image) => imageObject(image, site)), ...shown.map(pictureObject)];
  return all.length > 0 ? { image: all } : {};
}

/** A story that isn't licensed names no license. */
function rights({ terms, licence }: Item, site: Site) {
  const conditions = { conditionsOfAccess: terms.statement, ...(terms.excluded ? {} : { usageInfo: licence.terms }) };
  if (terms.excluded) return conditions;
  const page = isAcquired(licence, terms, site) ? { acquireLicensePage: `${site.origin}/apply` } : {};
  return { license: licence.url, ...page, ...conditions };
}

/** Whether a license must be applied for: one open to anyone needn't be, and one open to nobody can't be. */
function isAcquired({ id }: Item["licence"], { eligibility, ended }: Item["terms"], { masthead }: Site): boolean {
  const isGiven = eligibility.who === "publishers" || eligibility.who === undefined;
  return isGiven && !ended && getOwn(offeredLicences(masthead), id) !== undefined;
}

/** Returns a person, or a desk as an organization. */
function author({ name, url, affiliation, isDesk }: Item["authors"][number]) {
  const house = { "@type": "Organization", name: affiliation };
  return isDesk
    ? { "@type": "Organization", name, url, parentOrganization: house }
    : { "@type": "Person", name, url, affiliation: house };
}

const correction = ({ at, note }: Item["corrections"][number]) => ({
  "@type": "CorrectionComment",
  text: note,
  datePublished: at,
});

const pictureObject = ({ url, type, width, height, alt, caption, credit, owner }: Picture) => ({
  "@type": "ImageObject",
  contentUrl: url,
  encodingFormat: type,
  width,
  height,
  caption: caption ?? alt,
  creditText: credit,
  copyrightNotice: `© ${owner}`,
  copyrightHolder: { "@type": "Organization", name: owner },
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

/** Returns JSON that is safe in a `<script>` element, which `</` would end; JSON's escape for `<` avoids it. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");
