import type { CorrectionKind } from "../../model/article/correction.ts";
import type { FormerLicence } from "../../model/licence/former-licence.ts";
import type { Terms } from "../../model/licence/terms.ts";

/** An image that may leave, with everything that has to leave with it. */
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
  /** Its licence as it holds for it. */
  terms: Terms;
};

/** A picture of a story as a page of the wire shows it. One that travels nowhere has no licence. */
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
  /** The same in other sizes, by their widths; none where nothing resizes. */
  sizes: readonly { url: string; width: number }[];
};

export type ItemLicence = { id: string; name: string; version: number; url: string; terms: string };
export type ItemAuthor = {
  id: string;
  name: string;
  beat?: string;
  affiliation: string;
  url: string;
  /** There where it is a desk, and no person. */
  isDesk?: true;
};
/** A correction as everybody may know of it: when in UTC, the zone that it was written in, and the day as people read it. */
export type ItemCorrection = { at: string; zone: string; day: string; kind: CorrectionKind; note: string };
export type Label = { id: string; name: string };

/** What all formats say of one article to one access. Text and images that may not leave aren't in it. */
export type Item = {
  /** The same in every format, permanently: its first address. */
  id: string;
  /** The last part of its id, by which the API and the records know it. */
  slug: string;
  /** The last part of its page's address: the slug, until it is renamed. */
  address: string;
  /** Its page here. */
  page: string;
  /** Where readers are sent: its page, or where it first ran. */
  link: string;
  canonical?: string;
  headline: string;
  shows: "link" | "summary" | "full";
  /** There where more of it may be read than stands here: all of it would make the answer too long. */
  isShortened?: true;
  summary?: string;
  /** The cleaned body, without the credit block. */
  body?: string;
  language: string;
  authors: ItemAuthor[];
  /** Who signs where no author does: the rights holder. */
  byline: string;
  section: Label;
  topics: Label[];
  published: string;
  /** As the author wrote it, with the zone. */
  publishedAsWritten: string;
  modified: string;
  version: number;
  /** What was corrected since it was released; none where only a link may leave. */
  corrections: readonly ItemCorrection[];
  holder: string;
  publisher: string;
  copyrightYear: number;
  rights: string;
  credit: string;
  licence: ItemLicence;
  /** The licence as it holds for this article. */
  terms: Terms;
  /** The same for software: an ODRL offer. */
  policy: string;
  /** When its time is over, UTC to the second. */
  expires?: string;
  /** There where the article itself forbids what its licence may allow. */
  translate?: "deny";
  /** The Creative Commons licences under which it was out before. */
  formerLicences: readonly FormerLicence[];
  partners: readonly string[];
  images: ItemImage[];
  /** The pictures that a page of the wire shows. Only what pages are made of has them. */
  pictures?: readonly Picture[];
  kept: { owner: string; credit: string }[];
};
