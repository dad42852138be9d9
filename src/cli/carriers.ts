import { z } from "zod";
import { FEED_FORMATS } from "../model/address.ts";
import { PAGES } from "../model/policy.ts";
import type { DeskArticle } from "./client.ts";

/** An address of the wire, and what is shown there to read it. `name` is how it is told, without any key in it. */
export type Address = { name: string; path: string; headers: Record<string, string> };

/** Where every killed article has to be told of. */
export const WITHDRAWN = ["/withdrawn.json", "/withdrawn.atom"];

/** Every address of a wire that may carry an article; with a key, those behind the door too. */
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
 * Where images that are only this article's open without a key, though not everybody may have them: the article, as the API
 * shows it to whoever has a key, names their addresses.
 */
export function licensedImages({ images }: DeskArticle, shown: unknown): Address[] {
  const parsed = WithImages.safeParse(shown);
  const urls = parsed.success ? parsed.data.metadata.images.map(({ url }) => new URL(url).pathname) : [];
  const own = images.filter(({ elsewhere }) => !elsewhere).map(({ path }) => path.slice(0, path.lastIndexOf(".")));
  const paths = urls.filter((path) => own.some((start) => path.startsWith(`${start}-`)));
  return paths.map((path) => ({ name: path, path, headers: {} }));
}

/** What is the article's alone. An image that another article uses stays. */
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
