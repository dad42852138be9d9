import type { ArticleJson } from "../../src/contract/article.ts";
import { ChangeJson } from "../../src/contract/change.ts";
import { get, getLicensed } from "./wire.ts";

/** One page of `/v1/changes`. */
export type Page = { changes: ChangeJson[]; next: string; more: boolean };

/** Reads as the public (undefined), or with the full text of some licenses. */
export const readAs = (path: string, licences: string[] | undefined): Promise<Response> =>
  licences === undefined ? get(path) : getLicensed(path, licences);

/** Returns one page; a refusal fails the test. */
export async function pageOf(after?: string, licences?: string[], limit = 50): Promise<Page> {
  const from = after === undefined ? "" : `&after=${after}`;
  const response = await readAs(`/v1/changes?limit=${limit}${from}`, licences);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const page = await response.json<Page>();
  for (const each of page.changes) ChangeJson.parse(each);
  return page;
}

/** Returns all pages as one. */
export async function pagesOf(after?: string, licences?: string[], limit?: number): Promise<Page> {
  const page = await pageOf(after, licences, limit);
  if (!page.more) return page;
  const rest = await pagesOf(page.next, licences, limit);
  return { ...rest, changes: [...page.changes, ...rest.changes] };
}

/** Abbreviates entries: `removed killed harbour`. */
export const short = ({ changes }: Pick<Page, "changes">): string[] =>
  changes.map(({ type, kind, slug }) => `${type} ${kind} ${slug}`);

export type ReaderCopy = Record<string, ArticleJson>;

/** Returns a reader's copy after some changes are applied. */
export function applied(held: ReaderCopy, changes: readonly ChangeJson[]): ReaderCopy {
  const now = { ...held };
  for (const each of changes) {
    if (each.type === "removed") delete now[each.slug];
    else now[each.slug] = each.article;
  }
  return now;
}

/** Returns the copy that a reader gets by reading every page from the start. */
export async function freshRead(licences?: string[]): Promise<ReaderCopy> {
  const held: ReaderCopy = {};
  let cursor: string | null = "";
  while (cursor !== null) {
    const response = await readAs(`/v1/articles?limit=50${cursor && `&cursor=${cursor}`}`, licences);
    const { articles, next }: { articles: ArticleJson[]; next: string | null } = await response.json();
    for (const each of articles) held[each.slug] = each;
    cursor = next;
  }
  return held;
}
