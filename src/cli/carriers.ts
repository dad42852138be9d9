import { z } from "zod";
import { FEED_FORMATS } from "../model/address.ts";
import { PAGES } from "../model/policy.ts";
import type { DeskArticle } from "./client.ts";

/** A URL on the wire, with the headers to read it. `name` is its display name, without any key. */
export type Address = { name: string; path: string; headers: Record<string, string> };

/** Where every killed article must be listed. */
export const WITHDRAWN = ["/withdrawn.json", "/withdrawn.atom"];

/** Returns every URL on a wire that may carry an article; with a key, including those that need it. */
export function addressesOf(article: DeskArticle, key: string | undefined): Address[] {
  const open = [...ownPaths(article), ...listPaths(article), ...feedPaths(article)];
  if (key === undefined) return open.map((path) => ({ name: path, path, headers: {} }));
  const headers = { Authorization: `Bearer ${key}` };
  const keyed = open.filter((path) => path.startsWith("/v1/"));
  const licensed = open.filter((path) => /^\/(feeds|articles|images)\//.test(path)).map((path) => `/licensed${path}`);
  const feeds = feedPaths(article).map((path) => ({ name: `/k/…${path}`, path: `/k/${key}${path}`, headers: {} }));
  return [
    ...open.map((path) => ({ name: path, path, headers: {} })),
    ...keyed.map((path) => ({ name: `${path} with the key`, path, headers })),
    ...licensed.map((path) => ({ name: path, path, headers })),
    ...feeds,
  ];
}

const WithImages = z.looseObject({
  metadata: z.looseObject({ images: z.array(z.looseObject({ url: z.url() })) }),
});

/**
 * Returns the URLs of non-public images that belong only to this article and open without a key. The API names them in the
 * article as a reader with a key gets it.
 */
export function licensedImages({ images }: DeskArticle, shown: unknown): Address[] {
  const parsed = WithImages.safeParse(shown);
  const urls = parsed.success ? parsed.data.metadata.images.map(({ url }) => new URL(url).pathname) : [];
  const own = images.filter(({ elsewhere }) => !elsewhere).map(({ path }) => path.slice(0, path.lastIndexOf(".")));
  const paths = urls.filter((path) => own.some((start) => path.startsWith(`${start}-`)));
  return paths.map((path) => ({ name: path, path, headers: {} }));
}

/** The article's own paths. An image that another article uses stays up. */
const ownPaths = ({ id, address, images }: DeskArticle): string[] => [
  `/articles/${address}`,
  `/articles/${address}/offer.jsonld`,
  `/articles/${address}/rsl.xml`,
  `/v1/articles/${id}`,
  `/v1/articles/${id}?format=ninjs`,
  ...images.filter(({ elsewhere }) => !elsewhere).map(({ path }) => path),
];

const listPaths = ({ channels }: DeskArticle): string[] => [
  "/",
  `/v1/changes?limit=${PAGES.maxChanges}`,
  ...channels.map(({ id }) => `/v1/articles?limit=${PAGES.maxArticles}&channel=${encodeURIComponent(id)}`),
];

const feedPaths = ({ channels }: DeskArticle): string[] =>
  channels.flatMap(({ address, archive }) =>
    FEED_FORMATS.flatMap((format) => [
      `/feeds/${address}.${format}`,
      ...(archive === null ? [] : [`/feeds/${address}/archive/${archive}.${format}`]),
    ]),
  );
