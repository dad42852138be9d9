import type { Item } from "../feed/item.ts";
import type { Site } from "../site.ts";

/** A page in a breadcrumb trail. */
export type Crumb = { name: string; url: string };

/** Returns the trail to a page from the home page: schema.org's BreadcrumbList. */
export const breadcrumbs = (crumbs: readonly Crumb[], { origin, masthead }: Site) => ({
  "@context": "https://schema.org",
  "@type": "BreadcrumbList",
  itemListElement: [{ name: masthead.publication.name, url: `${origin}/` }, ...crumbs].map(({ name, url }, at) => ({
    "@type": "ListItem",
    position: at + 1,
    name,
    item: url,
  })),
});

/** Returns a page that lists stories: schema.org's CollectionPage. */
export const collectionPage = (page: Crumb, items: readonly Item[], { origin, masthead }: Site) => ({
  "@context": "https://schema.org",
  "@type": "CollectionPage",
  "@id": page.url,
  url: page.url,
  name: page.name,
  inLanguage: masthead.publication.language,
  isPartOf: { "@type": "WebSite", "@id": `${origin}/#website`, url: `${origin}/`, name: masthead.publication.name },
  publisher: { "@id": `${origin}/#organization` },
  mainEntity: {
    "@type": "ItemList",
    itemListElement: items.map((item, at) => ({ "@type": "ListItem", position: at + 1, url: item.page })),
  },
});

/** Returns the newsroom itself for search engines. */
export const organization = ({ origin, masthead }: Site) => ({
  "@context": "https://schema.org",
  "@type": "NewsMediaOrganization",
  "@id": `${origin}/#organization`,
  name: masthead.publication.name,
  url: masthead.publication.homePage,
  description: masthead.publication.description,
});
