/** Where a site's API may be: as its permalinks are, or as it is without any. */
export const rootsOf = (site: string): [pretty: string, plain: string] => {
  const { origin, pathname } = new URL(site);
  const base = `${origin}${pathname.replace(/\/+$/, "")}`;
  return [`${base}/wp-json/`, `${base}/?rest_route=/`];
};

/** An address of the API: where its root has a query, the path goes into that. */
export function apiAddress(root: string, path: string, query: Readonly<Record<string, string>> = {}): string {
  const parameters = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`,
  );
  const address = root + path;
  if (parameters.length === 0) return address;
  return `${address}${root.includes("?") ? "&" : "?"}${parameters.join("&")}`;
}

/** Fields of a post that are read. `_embed` needs both of the last two. */
const FIELDS =
  "id,date_gmt,modified_gmt,slug,status,link,title,content,excerpt,author,featured_media,categories,tags,coauthors,authors,lang,_links,_embedded";

/** What is asked of whole posts. */
export const WHOLE = { _embed: "author,wp:featuredmedia,wp:term", _fields: FIELDS } as const;
/** What is asked of a list of what there is: ids alone, so that a hundred posts are a few kilobytes. */
export const LISTED = { _fields: "id,modified_gmt,author,featured_media,categories,tags,coauthors" } as const;
