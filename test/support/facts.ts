import { parseFeed } from "feedsmith";

/** The facts that an independent reader finds in an item, under names that all three formats share. */
export type Facts = {
  id: string | undefined;
  link: string | undefined;
  title: string | undefined;
  published: string | undefined;
  modified: string | undefined;
  authors: (string | undefined)[];
  tags: (string | undefined)[];
  summary: string | undefined;
  body: string | undefined;
  licence: string | undefined;
  holder: string | undefined;
  rights: string | undefined;
  images: (string | undefined)[][];
};

const time = (text: string | undefined) => (text === undefined ? undefined : new Date(text).toISOString());

/** Unescapes HTML that contains only escaped text: what a reader shows of an RSS description. */
export const plain = (html: string | undefined): string | undefined =>
  html?.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name] ?? "",
  );

type Media = { url?: string; type?: string; credits?: { value?: string }[]; copyright?: { url?: string } };

const imageOf = ({ url, type, credits, copyright }: Media) => [url, type, credits?.[0]?.value, copyright?.url];

/** Returns the summary, but not the line that says where to read a story without one. */
const summaryIn = (text: string | undefined) => (text?.startsWith("Read this story at ") ? undefined : text);

/** Reads a feed of any format with `feedsmith`. */
export function factsOf(text: string): Facts[] {
  const parsed = parseFeed(text);
  if (parsed.format === "rss") {
    return (parsed.feed.items ?? []).map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title,
      published: time(item.pubDate),
      modified: time(item.atom?.updated),
      authors: item.dc?.creators ?? [],
      tags: (item.categories ?? []).map(({ name }) => name),
      summary: summaryIn(plain(item.description)),
      body: item.content?.encoded,
      licence: item.creativeCommons?.licenses?.[0],
      holder: item.dcterms?.rightsHolders?.[0],
      rights: item.dc?.rights?.[0],
      images: (item.media?.contents ?? []).map(imageOf),
    }));
  }
  if (parsed.format === "atom") {
    return (parsed.feed.entries ?? []).map((entry) => ({
      id: entry.id,
      link: entry.links?.find(({ rel }) => rel === undefined || rel === "alternate")?.href,
      title: entry.title?.value,
      published: time(entry.published),
      modified: time(entry.updated),
      authors: (entry.authors ?? []).map(({ name }) => name),
      tags: (entry.categories ?? []).map(({ term }) => term),
      summary: summaryIn(entry.summary?.value),
      body: entry.content?.value,
      licence: entry.links?.find(({ rel }) => rel === "license")?.href,
      holder: entry.dcterms?.rightsHolders?.[0],
      rights: entry.rights?.value,
      images: (entry.media?.contents ?? []).map(imageOf),
    }));
  }
  return jsonFacts(text);
}

type JsonImage = { url: string; type: string; credit: string; licence: { url: string } };
type JsonItem = {
  id: string;
  url: string;
  title: string;
  date_published: string;
  date_modified: string;
  authors: { name: string }[];
  tags: string[];
  summary?: string;
  content_html?: string;
  content_text?: string;
  _commonwire: { licence: { url: string }; holder: string; rights: string; images: JsonImage[] };
};

/** Reads plain JSON, because the `_commonwire` members are ours; another test checks that it is a JSON Feed. */
function jsonFacts(text: string): Facts[] {
  const feed: { items: JsonItem[] } = JSON.parse(text);
  return feed.items.map((item) => ({
    id: item.id,
    link: item.url,
    title: item.title,
    published: time(item.date_published),
    modified: time(item.date_modified),
    authors: item.authors.map(({ name }) => name),
    tags: item.tags,
    summary: item.summary,
    body: item.content_text === undefined ? item.content_html : undefined,
    licence: item._commonwire.licence.url,
    holder: item._commonwire.holder,
    rights: item._commonwire.rights,
    images: item._commonwire.images.map(({ url, type, credit, licence }) => [url, type, credit, licence.url]),
  }));
}
