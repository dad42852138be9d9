import type { JsonFeed } from "feedsmith";
import { z } from "zod";
import { webAddress } from "./addresses.ts";
import { htmlOfText } from "./atom.ts";
import type { FeedDocument, ReadAt } from "./document.ts";
import { authorsOf, feedAuthors } from "./people.ts";
import { filesBeside } from "./pictures.ts";

/** The extension of a wire like this one: how much of the story an item has, or that the story is gone. */
const Beside = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  _commonwire: z.object({ shows: z.string().optional(), notice: z.string().optional(), at: z.string().optional() }),
});
type Beside = z.infer<typeof Beside>["_commonwire"];

/** Reads JSON Feed 1.0 and 1.1; `json` is the source, for fields that the parser doesn't support. */
export function jsonDocument(feed: JsonFeed.Feed<string>, json: string, { address }: ReadAt): FeedDocument {
  const home = webAddress(feed.home_page_url, address);
  const base = home ?? address;
  const beside = besideIn(json);
  const ofAll = feedAuthors(feed.authors ?? [], feed.title);
  const items = (feed.items ?? []).map((item) => ({
    guid: item.id,
    link: webAddress(item.url ?? item.external_url, base),
    title: item.title ?? "",
    summary: item.summary,
    html: isShort(beside.get(item.id ?? "")) ? undefined : htmlOf(item),
    language: item.language,
    published: item.date_published,
    updated: item.date_modified,
    authors: authorsOf(item.authors?.length ? item.authors : ofAll),
    terms: item.tags ?? [],
    ...filesBeside(undefined, [...leadOf(item), ...attachmentsOf(item)], base),
  }));
  return {
    home,
    language: feed.language,
    cms: undefined,
    next: webAddress(feed.next_url, address),
    items: items.filter(({ guid = "" }) => beside.get(guid)?.notice === undefined),
    removed: [...beside].flatMap(([guid, { notice, at = "" }]) =>
      notice === undefined ? [] : [{ guid, when: Date.parse(at) || 0 }],
    ),
  };
}

type Item = JsonFeed.Item<string>;

const isShort = (beside: Beside | undefined): boolean => beside?.shows !== undefined && beside.shows !== "full";

const htmlOf = ({ content_html, content_text }: Item): string | undefined =>
  content_html ?? (content_text === undefined ? undefined : htmlOfText(content_text));

const leadOf = ({ image, banner_image }: Item) =>
  [image ?? banner_image].flatMap((url) => (url ? [{ url, type: "image/" }] : []));

const attachmentsOf = ({ attachments = [] }: Item) =>
  attachments.map(({ url, mime_type, title }) => ({ url, type: mime_type, title }));

function besideIn(json: string): Map<string, Beside> {
  const parsed = z.object({ items: z.array(z.unknown()) }).safeParse(JSON.parse(json));
  const items = parsed.success ? parsed.data.items : [];
  return new Map(
    items.flatMap((item) => {
      const read = Beside.safeParse(item);
      return read.success ? [[read.data.id, read.data._commonwire] as const] : [];
    }),
  );
}
