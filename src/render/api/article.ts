import type { ArticleJson } from "../../contract/article.ts";
import type { Metadata } from "../../contract/metadata.ts";
import { docsUrl } from "../../model/address.ts";
import { creditBlock, creditedBody } from "../credit/html.ts";
import { creditPlain } from "../credit/plain.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import type { Site } from "../site.ts";

/** The metadata of an item. */
export const metadataOf = (item: Item, { origin }: Site): Metadata => ({
  about: docsUrl(origin, "commonwire"),
  shows: item.shows,
  status: "usable",
  version: item.version,
  corrections: item.corrections.map(({ at, kind, note }) => ({ at, kind, note })),
  licence: item.licence,
  rights: item.rights,
  holder: item.holder,
  publisher: item.publisher,
  credit: item.credit,
  ...(item.canonical ? { canonical: item.canonical } : {}),
  policy: item.policy,
  ...(item.expires ? { expires: item.expires } : {}),
  ...(item.terms.excluded ? { excluded: true as const } : {}),
  translate: item.terms.grant.translate ?? "unset",
  partners: [...item.partners],
  machineUse: item.terms.machineUse,
  images: item.images.map(imageJson),
  imagesKept: item.kept,
});

const imageJson = ({ sha256: _hash, terms: _terms, ...image }: ItemImage) => image;

/** Returns an item as the API sends it. */
export const articleJson = (item: Item, site: Site): ArticleJson => ({
  id: item.id,
  slug: item.slug,
  url: item.link,
  headline: item.headline,
  ...(item.summary ? { summary: item.summary } : {}),
  ...(item.body ? { body: creditedBody({ ...item, body: item.body }, site) } : {}),
  language: item.language,
  authors: item.authors,
  section: item.section,
  topics: item.topics,
  published: item.published,
  modified: item.modified,
  creditBlock: { html: creditBlock(item, site), text: creditPlain(item, site) },
  metadata: metadataOf(item, site),
});
