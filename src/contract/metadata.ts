import { z } from "zod";
import { CORRECTION_KINDS } from "../model/article/correction.ts";
import { megabytes } from "../model/in-words.ts";
import { MachineUse } from "../model/licence/clauses/machine-use.ts";
import { ANSWER } from "../model/policy.ts";
import { LicenceName } from "./licence.ts";

const ImageJson = z
  .object({
    url: z
      .url()
      .describe("Where it is, the same in every format. It opens without a key, unless it's under `/licensed/`."),
    type: z.string(),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    alt: z.string(),
    caption: z.string().optional(),
    credit: z.string().describe("To be printed with it."),
    owner: z.string(),
    licence: LicenceName,
  })
  .meta({ id: "Image" });

const CorrectionJson = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum(CORRECTION_KINDS),
    note: z.string().describe("What was changed and why, for the public."),
  })
  .meta({ id: "Correction" });

/** What no feed format has a place for: JSON Feed's `_commonwire`, and part of the API's article. */
export const Metadata = z
  .object({
    about: z.url().describe("Where these members are told of."),
    shows: z
      .enum(["full", "summary", "link"])
      .describe(
        `How much of the article this answer carries. In a feed it is \`summary\` of what would make it larger than ${megabytes(ANSWER.bytes)}, too.`,
      ),
    status: z.literal("usable").describe("IPTC's word."),
    version: z.int().describe("Counts the article's texts, from 1."),
    corrections: z
      .array(CorrectionJson)
      .describe("What was corrected since it was released: when, of what kind, and what."),
    licence: LicenceName,
    rights: z.string().describe("The copyright line, for people."),
    holder: z.string().describe("Who holds the rights."),
    publisher: z.string().describe("Who sends it: the publication."),
    credit: z.string().describe("Whom to credit, in one line."),
    canonical: z.url().optional().describe("Where it first ran, if not here."),
    policy: z
      .url()
      .describe(
        "The terms for software: an ODRL offer; of an article that narrows its licence, or is a partner's, its own.",
      ),
    expires: z.iso
      .datetime()
      .optional()
      .describe("Licensed until then; of a story that expires itself, every copy has to go."),
    excluded: z.literal(true).optional().describe("There where nothing is licensed, whatever the licence says."),
    translate: z
      .enum(["allow", "ask", "deny", "unset"])
      .describe("Whether it may be translated; `unset` where the licence doesn't say."),
    partners: z.array(z.string()).describe("Newsrooms that reported with us, to be credited."),
    machineUse: MachineUse.describe("Each `allow`, `deny` or `unset`."),
    images: z.array(ImageJson).describe("The images that may leave, each with its own licence."),
    imagesKept: z
      .array(z.object({ owner: z.string(), credit: z.string() }))
      .describe("Images that the licence doesn't cover."),
  })
  .meta({ id: "Metadata" });
export type Metadata = z.infer<typeof Metadata>;
