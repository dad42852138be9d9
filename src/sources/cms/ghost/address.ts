/** Where the Content API is: beside the site, or in its folder. Who pastes the address of Ghost's admin means the same. */
export const rootOf = (site: string): string => {
  const { origin, pathname } = new URL(site);
  const base = pathname.replace(/\/+$/, "").replace(/\/ghost$/, "");
  return `${origin}${base}/ghost/api/content/`;
};

/** An address of the API. The key is part of its query, so no address is ever told but without that. */
export const apiAddress = (root: string, path: string, key: string, query: Readonly<Record<string, string>>): string =>
  `${root}${path}/?${new URLSearchParams({ key, ...query })}`;

/** What is sent with every request: the oldest version whose answers are read. A newer Ghost answers so that it fits. */
export const HEADERS = { "Accept-Version": "v5.0" } as const;

const WITH = { include: "authors,tags" };
/** What is asked of whole posts: their text as HTML. */
export const WHOLE = { ...WITH, formats: "html" } as const;
/** What is asked of a list: a change of tags, of authors or of the picture's words moves no `updated_at`, so they come along. */
export const LISTED = { ...WITH, fields: "id,updated_at,feature_image_alt,feature_image_caption" } as const;

/** In order of id, so that no page loses one of many posts of the same second. */
export const BY_ID = { order: "id asc" } as const;
export const NEWEST = { order: "id desc" } as const;

/** Posts that were edited, or came out, behind a time. Ghost compares as its database writes times: UTC, with a space. */
export const since = (column: "updated_at" | "published_at", time: string): Record<string, string> => ({
  filter: `${column}:>'${time.slice(0, 19).replace("T", " ")}'`,
});

/** Posts by id, in quotes: an id of digits alone would be a number. */
export const among = (ids: readonly string[]): Record<string, string> => ({
  filter: `id:[${ids.map((id) => `'${id}'`).join(",")}]`,
});
