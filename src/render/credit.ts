import { imageUrl } from "../model/address.ts";
import type { Logo } from "../model/masthead.ts";
import { humanDay, zoneOf } from "./dates.ts";
import type { Item, ItemAuthor } from "./item.ts";
import type { Site } from "./site.ts";
import { escaped } from "./xml.ts";

/** `Jordan Reyes, Example News Foundation`: who is to be credited, in one line. */
export function creditLine(authors: readonly ItemAuthor[], holder: string): string {
  if (authors.length === 0) return holder;
  const houses = [...new Set(authors.map(({ affiliation }) => affiliation))];
  return [...authors.map(({ name }) => name), ...houses].join(", ");
}

/**
 * The credit block that ends a licensed body: byline with affiliation, first-published line, link, licence line and
 * logo, each where the licence asks for it. Simple tags only, because importers strip the rest, and it is the one place
 * where the licence survives them.
 */
export function creditBlock(item: Item, site: Site): string {
  const { attribution } = item.terms;
  const asked = (value: string, html: string) => (value === "no" ? "" : html);
  const sentences = [
    byline(item),
    asked(attribution.link, firstPublished(item, site)),
    asked(
      attribution.licenceLine,
      `Published under <a rel="license" href="${escaped(item.licence.url)}">${escaped(item.licence.name)}</a>.`,
    ),
  ];
  const { logo } = site.masthead.publication;
  return [
    "<hr>",
    `<p>${sentences.filter(Boolean).join(" ")}</p>`,
    ...(logo ? [asked(attribution.logo, logoHtml(logo, site))] : []),
  ].join("");
}

function byline({ terms, authors, holder }: Item): string {
  const { byline: name, affiliation } = terms.attribution;
  if (name === "no" || authors.length === 0) return affiliation === "no" ? "" : `By ${escaped(holder)}.`;
  const line = affiliation === "no" ? authors.map((author) => author.name).join(", ") : creditLine(authors, holder);
  return `By ${escaped(line)}.`;
}

function firstPublished({ holder, link, published, publishedAsWritten }: Item, { masthead }: Site): string {
  const day = humanDay(published, zoneOf(publishedAsWritten), masthead.publication.language);
  return `First published by <a href="${escaped(link)}">${escaped(holder)}</a> on ${escaped(day)}.`;
}

const logoHtml = (logo: Logo, { origin }: Site): string =>
  `<p><img src="${escaped(imageUrl(origin, logo))}" alt="${escaped(logo.alt)}" width="96" height="${Math.round((96 * logo.height) / logo.width)}"></p>`;
