import { z } from "zod";
import { slug } from "../model/text.ts";

/** What names a licence, wherever one is named. */
export const LicenceName = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.int().describe("Counts the texts of this licence, from 1."),
    url: z.url().describe("What names this licence: its Creative Commons deed, or its terms page here."),
    terms: z.url().describe("Its terms page here."),
  })
  .meta({ id: "LicenceName", description: "The license: id, name, version, address and terms page." });

const ClauseJson = z
  .object({
    id: z.string().describe("The same on its terms page, as an anchor."),
    value: z.union([z.string(), z.number(), z.array(z.string())]).describe("For software."),
    effect: z
      .enum(["may", "ask", "must", "should", "mayNot", "needNot", "fact"])
      .describe(
        "What it means for those who use the text: it allows, allows after asking, requires, requests, forbids or waives something, or only informs.",
      ),
    strength: z.enum(["must", "should"]).describe("Whether it binds, or is a wish."),
    checkable: z.boolean().describe("Whether software can check that a copy keeps it."),
    sentence: z.string().describe("For people."),
  })
  .meta({ id: "Clause" });

/** A licence as `/v1/licences` answers with it: the clauses that software acts on, with the ids of its terms page. */
export const LicenceJson = LicenceName.extend({
  statement: z.string().describe("The sentence that sums it up, shown with every article under it."),
  clauses: z.array(ClauseJson).describe("What it says, clause by clause."),
  hash: z
    .string()
    .describe("SHA-256 in hex over `document` in the canonical form of RFC 8785: what a publisher accepts."),
  since: z.iso.datetime().describe("In force since then."),
  editorial: z
    .literal(true)
    .optional()
    .describe(
      "There if only the wording differs from the text before it: who accepted that one needn't accept this one.",
    ),
  retired: z
    .literal(true)
    .optional()
    .describe("There once it is retired: nothing new comes under it, and nobody can accept it any more."),
  offer: z.url().describe("The same as an ODRL offer."),
  document: z
    .record(z.string(), z.unknown())
    .describe("Everything that it says, as it was published: what `hash` is over."),
  text: z.string().describe("The terms, as HTML."),
}).meta({ id: "Licence" });
export type LicenceJson = z.infer<typeof LicenceJson>;

/** The licences of a wire. */
export const LicenceListJson = z.object({ licences: z.array(LicenceJson) }).meta({ id: "LicenceList" });

/** A licence, as an address names it. */
export const LicenceId = z.object({ id: slug.describe("The last part of its terms page's address.") });

/** One text of a licence, as an address names it. */
export const LicenceVersionId = LicenceId.extend({
  version: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: "1 or more" })
    .max(999_999_999, { error: "the number of a text" })
    .describe("Counts its texts, from 1."),
});
