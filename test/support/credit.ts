import { PUBLIC } from "../../src/model/access.ts";
import type { Version } from "../../src/model/article/article.ts";
import { completeLicence, type LicenceInput } from "../../src/model/licence/licence.ts";
import type { Logo } from "../../src/model/masthead.ts";
import { creditBlock, creditedBody } from "../../src/render/credit/html.ts";
import { creditPlain } from "../../src/render/credit/plain.ts";
import { itemOf } from "../../src/render/feed/item-of.ts";
import type { Site } from "../../src/render/site.ts";

export const ORIGIN = "http://localhost:8787";
export const LOGO: Logo = {
  sha256: "a".repeat(64),
  extension: "png",
  width: 400,
  height: 100,
  bytes: 9,
  alt: "Our logo",
};
export const LOGO_URL = `${ORIGIN}/images/${LOGO.sha256}.png`;
const ARTICLE: Version & { body: string[] } = {
  id: "harbour",
  headline: "Harbour reopens",
  summary: "It reopened.",
  authors: ["ann", "bob"],
  section: "asia",
  topics: [],
  published: "2026-05-01T03:00:00+09:00",
  status: "usable",
  licence: "open",
  images: [],
  body: ["<p>The harbour is open.</p>"],
  version: 1,
  released: "2026-05-01T00:00:00Z",
  publishedAt: "2026-04-30T18:00:00Z",
  modifiedAt: "2026-04-30T18:00:00Z",
};

/** The inputs of a credit that differ from the plainest story. */
export type Case = {
  attribution?: LicenceInput["attribution"];
  url?: string;
  licence?: string;
  article?: Partial<Version>;
  authors?: Record<string, { name: string; affiliation?: string }>;
  publication?: string;
  logo?: Logo | undefined;
  ended?: boolean;
  /** Whether the license contains only what `attribution` says. */
  silent?: boolean;
};

/** The attribution that most newsrooms ask for. */
export const FULL_CREDIT: LicenceInput["attribution"] = {
  byline: "must",
  affiliation: "must",
  firstPublished: "must",
  link: "must",
  licenceLine: "must",
  partners: "must",
};

/**
 * Returns the credit of one story, under a license that asks for full credit unless `attribution` changes it: as HTML around its
 * text, as the block alone, and as plain text.
 */
export function credit({
  attribution,
  url,
  licence = "Open Licence",
  article,
  authors,
  publication,
  logo,
  ended,
  silent = false,
}: Case) {
  const site: Site = {
    origin: ORIGIN,
    access: PUBLIC,
    masthead: {
      publication: {
        name: publication ?? "Test Foundation",
        description: "For tests.",
        homePage: "https://www.example.org/",
        language: "en-US",
        timeZone: "America/New_York",
        contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
        licence: "open",
        sections: { asia: "Asia" },
        topics: {},
        ...(logo ? { logo } : {}),
      },
      authors: authors ?? { ann: { name: "Ann Author" }, bob: { name: "Bob Byline", affiliation: "Guest Paper" } },
      licences: {
        open: {
          ...completeLicence({
            name: licence,
            statement: "Take it.",
            contact: "licensing@example.org",
            publicText: "full",
            text: "",
            ...(url ? { url } : {}),
            attribution: { ...(silent ? {} : FULL_CREDIT), ...attribution },
          }),
          version: 1,
          hash: "0".repeat(64),
          since: "2026-01-01T00:00:00Z",
          ...(ended ? { ended } : {}),
        },
      },
    },
  };
  const item = itemOf({ ...ARTICLE, ...article }, site);
  if (item === undefined) throw new Error("no item");
  return {
    html: creditedBody({ ...item, body: item.body ?? "" }, site),
    block: creditBlock(item, site),
    text: creditPlain(item, site),
  };
}
