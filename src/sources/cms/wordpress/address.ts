/** Returns the two possible roots of a site's API: with pretty permalinks and without. */
export const rootsOf = (site: string): [pretty: string, plain: string] => {
  const { origin, pathname } = new URL(site);
  const base = `${origin}${pathname.replace(/\/+$/, "")}`;
  return [`${base}/wp-json/`, `${base}/?rest_route=/`];
};

/** Builds an address of the API; if the root has a query, the path becomes part of it. */
export function apiAddress(root: string, path: string, query: Readonly<Record<string, string>> = {}): string {
  const parameters = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`,
  );
  const address = root + path;
  if (parameters.length === 0) return address;
  return `${address}${root.includes("?") ? "&" : "?"}${parameters.join("&")}`;
}

/** The fields of a post that are read. `_embed` needs both of the last two. */
const FIELDS =
  "id,date_gmt,modified_gmt,slug,status,link,title,content,excerpt,author,featured_media,categories,tags,coauthors,authors,lang,_links,_embedded";

/** The parameters for full posts. */
export const WHOLE = { _embed: "author,wp:featuredmedia,wp:term", _fields: FIELDS } as const;
/** The parameters for a list: only ids, so that a hundred posts take a few kilobytes. */
export const LISTED = { _fields: "id,modified_gmt,author,featured_media,categories,tags,coauthors" } as const;
