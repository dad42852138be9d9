/** Returns the root of the Content API, next to the site or in its folder. Also accepts the address of Ghost's admin. */
export const rootOf = (site: string): string => {
  const { origin, pathname } = new URL(site);
  const base = pathname.replace(/\/+$/, "").replace(/\/ghost$/, "");
  return `${origin}${base}/ghost/api/content/`;
};

/** Builds an address of the API. The key is in its query, so addresses are never shown with their query. */
export const apiAddress = (root: string, path: string, key: string, query: Readonly<Record<string, string>>): string =>
  `${root}${path}/?${new URLSearchParams({ key, ...query })}`;

/** Headers of every request: the oldest API version whose responses are read. A newer Ghost adapts its response. */
export const HEADERS = { "Accept-Version": "v5.0" } as const;

const WITH = { include: "authors,tags" };
/** The parameters for full posts, with their text as HTML. */
export const WHOLE = { ...WITH, formats: "html" } as const;
/** The parameters for a list: a change of tags, authors or picture text doesn't change `updated_at`, so they are included. */
export const LISTED = { ...WITH, fields: "id,updated_at,feature_image_alt,feature_image_caption" } as const;

/** In order of id, so that paging loses none of many posts published in the same second. */
export const BY_ID = { order: "id asc" } as const;
export const NEWEST = { order: "id desc" } as const;

/** Returns the filter for posts edited or published after a time, in the format of Ghost's database: UTC, with a space. */
export const since = (column: "updated_at" | "published_at", time: string): Record<string, string> => ({
  filter: `${column}:>'${time.slice(0, 19).replace("T", " ")}'`,
});

/** Returns the filter for posts by id, in quotes: an id with only digits would be read as a number. */
export const among = (ids: readonly string[]): Record<string, string> => ({
  filter: `id:[${ids.map((id) => `'${id}'`).join(",")}]`,
});
