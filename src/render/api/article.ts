import { z } from "zod";
import { docsUrl } from "../../model/address.ts";
import { CORRECTION_KINDS } from "../../model/article/correction.ts";
import { MachineUse } from "../../model/licence/clauses/machine-use.ts";
import { creditBlock, creditedBody } from "../credit/html.ts";
import { creditPlain } from "../credit/plain.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import type { Site } from "../site.ts";

/** What names a licence, wherever one is named. */
export const LicenceName = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int().describe("Counts the texts of this licence, from 1."),
  url: z.url().describe("What names this licence: its Creative Commons deed, or its terms page here."),
  terms: z.url().describe("Its terms page here."),
});

const Image = z.object({
  url: z.url(),
  type: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  alt: z.string(),
  caption: z.string().optional(),
  credit: z.string().describe("To be printed with it."),
  owner: z.string(),
  licence: LicenceName,
});

const CorrectionJson = z.object({
  at: z.iso.datetime(),
  kind: z.enum(CORRECTION_KINDS),
  note: z.string().describe("What was changed and why, for the public."),
});

/** What no feed format has a place for: JSON Feed's `_commonwire`, and part of the API's article. */
export const Metadata = z.object({
  about: z.url().describe("Where these members are told of."),
  shows: z.enum(["full", "summary", "link"]).describe("How much of the article this answer carries."),
  status: z.literal("usable").describe("IPTC's word."),
  version: z.int().describe("Counts the article's texts, from 1."),
  corrections: z
    .array(CorrectionJson)
    .describe("What was corrected since it was released: when, of what kind, and what."),
  licence: LicenceName.describe("The licence: its id, name, version, address and terms page."),
  rights: z.string().describe("The copyright line, for people."),
  holder: z.string().describe("Who holds the rights."),
  publisher: z.string().describe("Who sends it: the publication."),
  credit: z.string().describe("Whom to credit, in one line."),
  canonical: z.url().optional().describe("Where it first ran, if not here."),
  policy: z.url().describe("The terms for software: an ODRL offer; of an article that narrows its licence, its own."),
  expires: z.iso
    .datetime()
    .optional()
    .describe("Licensed until then; of a story that expires itself, every copy has to go."),
  excluded: z.literal(true).optional().describe("There where nothing is licensed, whatever the licence says."),
  translate: z.enum(["allow", "ask", "deny"]).describe("Whether it may be translated."),
  partners: z.array(z.string()).describe("Newsrooms that reported with us, to be credited."),
  machineUse: MachineUse.describe("Each `allow`, `deny` or `unset`."),
  images: z.array(Image).describe("The images that may leave, each with its own licence."),
  imagesKept: z
    .array(z.object({ owner: z.string(), credit: z.string() }))
    .describe("Images that the licence doesn't cover."),
});
export type Metadata = z.infer<typeof Metadata>;

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
  translate: item.terms.grant.translate,
  partners: [...item.partners],
  machineUse: item.terms.machineUse,
  images: item.images.map(imageJson),
  imagesKept: item.kept,
});

const imageJson = ({ sha256: _hash, terms: _terms, ...image }: ItemImage) => image;

const Label = z.object({ id: z.string(), name: z.string() });

/** An article as `/v1/articles` answers with it. */
export const ArticleJson = z.object({
  id: z.url().describe("The same id as in every feed: the article's own address."),
  slug: z.string(),
  url: z.url().describe("Where to link to."),
  headline: z.string(),
  summary: z.string().optional().describe("Plain text; absent where only a link may leave."),
  body: z
    .string()
    .optional()
    .describe("HTML that ends with the credit block; there only where the full text may leave."),
  language: z.string(),
  authors: z.array(
    z.object({ id: z.string(), name: z.string(), beat: z.string().optional(), affiliation: z.string(), url: z.url() }),
  ),
  section: Label,
  topics: z.array(Label),
  published: z.iso.datetime(),
  modified: z.iso.datetime(),
  creditBlock: z
    .object({ html: z.string(), text: z.string() })
    .describe("The credit that a copy has to show, as the licence's clauses say: as HTML and as plain text."),
  metadata: Metadata,
});
export type ArticleJson = z.infer<typeof ArticleJson>;

/** An item as the API has it. */
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
