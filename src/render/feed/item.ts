import type { CorrectionKind } from "../../model/article/correction.ts";
import type { FormerLicence } from "../../model/licence/former-licence.ts";
import type { Terms } from "../../model/licence/terms.ts";

/** An image that may be distributed, with everything that must go with it. */
export type ItemImage = {
  sha256: string;
  url: string;
  type: string;
  width: number;
  height: number;
  bytes: number;
  alt: string;
  caption?: string;
  credit: string;
  owner: string;
  licence: ItemLicence;
  /** The license terms as they apply to this image. */
  terms: Terms;
};

/** A story's picture as a page of the wire shows it. A picture that isn't distributed has no license. */
export type Picture = {
  sha256: string;
  url: string;
  type: string;
  width: number;
  height: number;
  alt: string;
  caption?: string;
  credit: string;
  owner: string;
  licence?: ItemLicence;
  /** The picture in other sizes, with their widths; empty if the wire doesn't resize. */
  sizes: readonly { url: string; width: number }[];
};

export type ItemLicence = { id: string; name: string; version: number; url: string; terms: string };
export type ItemAuthor = {
  id: string;
  name: string;
  beat?: string;
  affiliation: string;
  url: string;
  /** Set if the author is a desk rather than a person. */
  isDesk?: true;
};
/** A public correction: its time in UTC, the zone it was written in, and its day as readers see it. */
export type ItemCorrection = { at: string; zone: string; day: string; kind: CorrectionKind; note: string };
export type Label = { id: string; name: string };

/** What every format says about an article to one access. It excludes text and images that this access may not get. */
export type Item = {
  /** The permanent id, the same in every format: the story's first URL. */
  id: string;
  /** The last segment of the id, which the API and the records use. */
  slug: string;
  /** The last segment of the page's URL: the slug, unless the story was renamed. */
  address: string;
  /** The story's page on the wire. */
  page: string;
  /** The URL for readers: the page, or where the story first ran. */
  link: string;
  canonical?: string;
  headline: string;
  shows: "link" | "summary" | "full";
  /** Set if the text was cut because the answer would be too long. */
  isShortened?: true;
  summary?: string;
  /** The cleaned body, without the credit block. */
  body?: string;
  language: string;
  authors: ItemAuthor[];
  /** The name that signs the story if no author does: the rights holder. */
  byline: string;
  section: Label;
  topics: Label[];
  published: string;
  /** As the author wrote it, including the zone. */
  publishedAsWritten: string;
  modified: string;
  version: number;
  /** The corrections since release; none if only a link may be sent. */
  corrections: readonly ItemCorrection[];
  holder: string;
  publisher: string;
  copyrightYear: number;
  rights: string;
  credit: string;
  licence: ItemLicence;
  /** The license terms as they apply to this article. */
  terms: Terms;
  /** The URL of the machine-readable terms, an ODRL offer. */
  policy: string;
  /** When the article expires, UTC to the second. */
  expires?: string;
  /** Set if the article forbids translation that its license may allow. */
  translate?: "deny";
  /** The Creative Commons licenses under which the article was out before. */
  formerLicences: readonly FormerLicence[];
  partners: readonly string[];
  images: ItemImage[];
  /** The pictures that a page of the wire shows. Set only on items made for pages. */
  pictures?: readonly Picture[];
  kept: { owner: string; credit: string }[];
};
