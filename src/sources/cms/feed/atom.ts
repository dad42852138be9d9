import type { AtomFeed } from "feedsmith";
import { webAddress } from "./addresses.ts";
import { cmsOf } from "./cms-of.ts";
import type { FeedDocument, ReadAt } from "./document.ts";
import { authorsOf, feedAuthors } from "./people.ts";
import { filesBeside } from "./pictures.ts";
import { deletedEntries, withoutRemoved } from "./removals.ts";

/** Reads Atom 1.0 and 0.3; `xml` is the source, for elements that the parser doesn't support. */
export function atomDocument(feed: AtomFeed.Feed<string>, xml: string, { address, now }: ReadAt): FeedDocument {
  const base = baseIn(feed.xml, address);
  const home = hrefOf(feed.links, base, "alternate");
  const ofAll = feedAuthors(peopleOf(feed.authors), feed.title?.value);
  const items = (feed.entries ?? []).map((entry) => {
    const own = baseIn(entry.xml, base);
    const people = peopleOf(entry.authors ?? entry.source?.authors);
    return {
      guid: entry.id,
      link: hrefOf(entry.links, own, "alternate"),
      title: entry.title?.value ?? "",
      summary: entry.summary?.value,
      html: htmlOf(entry.content),
      language: entry.xml?.lang ?? entry.content?.xml?.lang,
      published: entry.published ?? entry.dcterms?.issued?.[0],
      updated: entry.updated,
      authors: authorsOf(people.length > 0 ? people : ofAll),
      terms: (entry.categories ?? []).flatMap(({ label, term }) => label ?? term ?? []),
      ...filesBeside(entry.media, enclosuresOf(entry.links), own),
      valid: entry.dcterms?.valid,
    };
  });
  const { items: left, removed } = withoutRemoved(items, now);
  return {
    home,
    language: feed.xml?.lang,
    cms: cmsOf(`${feed.generator?.text} ${feed.generator?.uri}`),
    next: hrefOf(feed.links, base, "next") ?? hrefOf(feed.links, base, "prev-archive"),
    items: left,
    removed: [...removed, ...deletedEntries(xml)],
  };
}

type Links = readonly AtomFeed.Link<string>[] | undefined;

const baseIn = (xml: { base?: string } | undefined, around: string): string => webAddress(xml?.base, around) ?? around;

/** RFC 4287 §4.2.7.2: a link without a relation is an alternate link. */
const hrefOf = (links: Links, base: string, wanted: string): string | undefined => {
  const [first] = (links ?? []).filter(({ rel = "alternate", type }) => rel === wanted && isPage(type));
  return webAddress(first?.href, base);
};

const isPage = (type: string | undefined): boolean => type === undefined || /html|xml/i.test(type);

const peopleOf = (people: readonly AtomFeed.Person[] | undefined) =>
  (people ?? []).map(({ name, uri }) => ({ name, url: uri }));

const enclosuresOf = (links: Links) =>
  (links ?? []).filter(({ rel }) => rel === "enclosure").map(({ href, type, title }) => ({ url: href, type, title }));

/** Returns the text of an entry as HTML; undefined if it is elsewhere or isn't text. */
function htmlOf(content: AtomFeed.Content | undefined): string | undefined {
  if (content?.value === undefined || content.src !== undefined) return undefined;
  const { type = "text", value } = content;
  if (/^(?:x?html|text\/html|application\/xhtml\+xml)$/i.test(type)) return value;
  return /^(?:text|text\/plain)$/i.test(type) ? htmlOfText(value) : undefined;
}

/** Converts plain text to HTML paragraphs. */
export const htmlOfText = (text: string): string =>
  text
    .trim()
    .split(/\r?\n\s*\r?\n/)
    .map((part) => `<p>${part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/\r?\n/g, "<br>")}</p>`)
    .join("");
