import { sha256Hex } from "../../../model/hash.ts";
import { asSlug } from "../../../model/mistake.ts";
import { SOURCES } from "../../../model/policy.ts";
import type { Post, PostTerm } from "../../../model/source/post.ts";
import { language } from "../../../model/text.ts";
import { plain } from "../plain.ts";
import type { FeedDocument, FeedItem } from "./document.ts";
import { isTeaser } from "./full-text.ts";
import { readTime } from "./times.ts";

/** An item that can't become a story, and the reason, for an editor. */
export type UnfitItem = { id: string; url: string; title: string; reason: string; isShort: boolean };

/** An item that can become a story: with a hash of all that is taken of it, and whether the feed dates its publication. */
export type FitItem = { post: Post; hash: string; isDated: boolean };

/** Converts the items of a feed to posts; lists those that can't be converted. */
export async function readItems(document: FeedDocument): Promise<{ fit: FitItem[]; unfit: UnfitItem[] }> {
  const read = await Promise.all(document.items.map((item) => readItem(item, document)));
  return {
    fit: read.flatMap((each) => ("post" in each ? [each] : [])),
    unfit: read.flatMap((each) => ("reason" in each ? [each] : [])),
  };
}

/** Returns the id of an item on the wire, a hash: guids can be of any length, and many are addresses. */
export const idOf = async (guid: string): Promise<string> => (await sha256Hex(guid)).slice(0, SOURCES.feedIdDigits);

async function readItem(item: FeedItem, document: FeedDocument): Promise<FitItem | UnfitItem> {
  const id = await idOf(item.guid?.trim() || item.link || `${item.title}\n${item.published}`);
  const title = plain(item.title);
  const url = item.link ?? "";
  const reason = unfitBecause(item, title);
  if (reason !== undefined) return { id, url, title, reason, isShort: reason === SHORT };
  const published = readTime(item.published) ?? readTime(item.updated) ?? "";
  const post = { ...postOf(item, document, published), id, title, url };
  return { post, hash: await hashOf(post, item), isDated: readTime(item.published) !== undefined };
}

const SHORT = "The feed has only a summary of it.";

function unfitBecause({ link, html, published, updated }: FeedItem, title: string): string | undefined {
  if (link === undefined) return "It has no link of its own.";
  if (title === "") return "It has no title.";
  if (html === undefined || plain(html) === "" || isTeaser(html)) return SHORT;
  if (readTime(published) === undefined && readTime(updated) === undefined) return "It has no readable date.";
  return `${title}${html}`.includes("\uFFFD") ? "Some of its characters can't be read." : undefined;
}

function postOf(item: FeedItem, document: FeedDocument, published: string): Omit<Post, "id" | "title" | "url"> {
  const terms = item.terms.flatMap(termOf);
  const [image = null, ...pictures] = item.pictures;
  const updated = readTime(item.updated);
  const summary = plain(item.summary ?? "");
  return {
    slug: slugOf(item.link ?? "", item.title),
    summary: summary === "" || isTeaser(summary) ? null : summary,
    html: item.html ?? "",
    language: languageOf(item.language) ?? languageOf(document.language),
    published,
    modified: updated !== undefined && updated > published ? updated : published,
    ...{
      status: "published",
      access: "public",
      authors: item.authors,
      categories: terms,
      tags: terms,
      image,
      pictures,
    },
    warnings: item.files.map((file) => ({ code: "cleaned", detail: `An attached file was left out: ${file}` })),
    ...(document.cms === undefined ? {} : { cms: document.cms }),
  };
}

/** Hashes all that is taken of an item, to detect edits in feeds that don't date them. */
async function hashOf(post: Post, { published }: FeedItem): Promise<string> {
  const { title, url, summary, html, language, authors, tags, image, pictures } = post;
  const all = JSON.stringify([title, url, summary, html, language, authors, tags, image, pictures, published]);
  return (await sha256Hex(all)).slice(0, SOURCES.feedIdDigits);
}

/** Returns the term, used both as category and tag because feeds don't tell them apart. */
const termOf = (written: string): PostTerm[] => {
  const name = plain(written);
  return name === "" ? [] : [{ id: name, slug: asSlug(name) ?? name, name }];
};

/** Returns the last part of an address if it has words, or else the title. */
function slugOf(link: string, title: string): string {
  const last = new URL(link).pathname.replace(/\/+$/, "").split("/").at(-1) ?? "";
  const name = last.replace(/\.\w{2,5}$/, "");
  return /[a-z]{3}/i.test(name) ? name : plain(title);
}

/** Returns a valid language tag or null; `en_US` is read as `en-US`. */
function languageOf(written: string | undefined): string | null {
  const tag = written?.trim().replaceAll("_", "-") ?? "";
  return language.safeParse(tag).success ? tag : null;
}
