import { z } from "zod";
import { CORRECTION_KINDS } from "../model/article/correction.ts";
import { sizeInWords } from "../model/in-words.ts";
import { MachineUse } from "../model/licence/clauses/machine-use.ts";
import { ANSWER } from "../model/policy.ts";
import { LicenceName } from "./licence.ts";

const ImageJson = z
  .object({
    url: z
      .url()
      .describe("Its address, the same in every format. It opens without a key unless it's under `/licensed/`."),
    type: z.string(),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
    alt: z.string(),
    caption: z.string().optional(),
    credit: z.string().describe("The credit to show with it."),
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

/** What no feed format has a field for: JSON Feed's `_commonwire`, which the API's article also includes. */
export const Metadata = z
  .object({
    about: z.url().describe("Where these members are described."),
    shows: z
      .enum(["full", "summary", "link"])
      .describe(
        `How much of the article is here. In a feed it is also \`summary\` for stories that would make the feed larger than ${sizeInWords(ANSWER.bytes)}.`,
      ),
    status: z.literal("usable").describe("The status in IPTC's terms."),
    version: z.int().describe("The article's version, counted from 1."),
    corrections: z.array(CorrectionJson).describe("Corrections since its release: when, what kind, and what changed."),
    licence: LicenceName,
    rights: z.string().describe("The copyright line, for people."),
    holder: z.string().describe("Who holds the rights."),
    publisher: z.string().describe("The publication that sends it."),
    credit: z.string().describe("The credit in one line."),
    canonical: z.url().optional().describe("Where it first ran, if not here."),
    policy: z
      .url()
      .describe(
        "The terms for software, as an ODRL offer. An article that narrows its license, or comes from a partner, has its own.",
      ),
    expires: z.iso
      .datetime()
      .optional()
      .describe("When its license ends. If the story itself expires, every copy must come down."),
    excluded: z.literal(true).optional().describe("Set if nothing is licensed, whatever the license says."),
    translate: z
      .enum(["allow", "ask", "deny", "unset"])
      .describe("Whether it may be translated; `unset` if the license doesn't say."),
    partners: z.array(z.string()).describe("Partner newsrooms to credit."),
    machineUse: MachineUse.describe("Each `allow`, `deny` or `unset`."),
    images: z.array(ImageJson).describe("The images that may travel with it, each with its own license."),
    imagesKept: z
      .array(z.object({ owner: z.string(), credit: z.string() }))
      .describe("Images that the license doesn't cover."),
  })
  .meta({ id: "Metadata" });
export type Metadata = z.infer<typeof Metadata>;
