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
