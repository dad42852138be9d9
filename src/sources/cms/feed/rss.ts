import type { RdfFeed, RssFeed } from "feedsmith";
import { webAddress } from "./addresses.ts";
import { cmsOf } from "./cms-of.ts";
import type { FeedDocument, FeedItem, ReadAt } from "./document.ts";
import { authorsOf } from "./people.ts";
import { filesBeside } from "./pictures.ts";
import { withoutRemoved } from "./removals.ts";

/** Reads RSS 2.0 and 0.9x. */
export function rssDocument(feed: RssFeed.Feed<string>, { address, now }: ReadAt): FeedDocument {
  const home = webAddress(feed.link, address);
  const links = feed.atom?.links ?? [];
  const items = (feed.items ?? []).map((item) => ({
    ...sharedItem(item),
    guid: item.guid?.value,
    link: webAddress(item.link, home ?? address) ?? permalinkOf(item.guid),
    published: item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.issued?.[0],
    authors: authorsOf(
      item.dc?.creators?.map((name) => ({ name })) ??
        (item.authors ?? []).map(({ name, email }) => ({ name: name ?? email })),
    ),
    terms: (item.categories ?? []).flatMap(({ name }) => name ?? []),
    ...filesBeside(item.media, item.enclosures ?? [], home ?? address),
    valid: item.dcterms?.valid,
  }));
  return {
    home,
    language: feed.language ?? feed.dc?.languages?.[0],
    cms: cmsOf(feed.generator),
    next: webAddress(links.find(({ rel }) => rel === "next" || rel === "prev-archive")?.href, address),
    ...withoutRemoved(items, now),
  };
}

/** Reads RSS 1.0 and 0.90, which are RDF. */
export function rdfDocument(feed: RdfFeed.Feed<string>, { address, now }: ReadAt): FeedDocument {
  const home = webAddress(feed.link, address);
  const items = (feed.items ?? []).map((item) => ({
    ...sharedItem(item),
    guid: item.rdf?.about,
    link: webAddress(item.link ?? item.rdf?.about, home ?? address),
    published: item.dc?.dates?.[0] ?? item.dcterms?.issued?.[0],
    authors: authorsOf((item.dc?.creators ?? []).map((name) => ({ name }))),
    terms: item.dc?.subjects ?? [],
    ...filesBeside(item.media, [], home ?? address),
    valid: item.dcterms?.valid,
  }));
  return { home, language: feed.dc?.languages?.[0], cms: undefined, next: undefined, ...withoutRemoved(items, now) };
}

type Shared = Pick<RssFeed.Item<string>, "title" | "description" | "content" | "dc" | "dcterms" | "atom">;

/** Reads the fields that all RSS versions share. */
const sharedItem = ({ title, description, content, dc, dcterms, atom }: Shared) =>
  ({
    title: title ?? "",
    summary: description,
    html: content?.encoded ?? (isWhole(description) ? description : undefined),
    language: dc?.languages?.[0],
    updated: atom?.updated ?? dcterms?.modified?.[0],
  }) satisfies Partial<FeedItem>;

/** Whether `description` is the full text, where the format has no other place for it: it has several paragraphs or breaks. */
const isWhole = (description: string | undefined): boolean => (description?.match(/<p\b|<br\b/gi)?.length ?? 0) > 1;

/** A guid is the address of the page unless it says otherwise. */
const permalinkOf = (guid: RssFeed.Guid | undefined): string | undefined =>
  guid?.isPermaLink === false ? undefined : webAddress(guid?.value, undefined);
