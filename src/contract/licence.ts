import { z } from "zod";
import { slug } from "../model/text.ts";

/** The fields that identify a license, wherever one is named. */
export const LicenceName = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.int().describe("Which text of this license, counted from 1."),
    url: z
      .url()
      .describe("The address that identifies this license: its Creative Commons deed, or its terms page here."),
    terms: z.url().describe("Its terms page here."),
  })
  .meta({ id: "LicenceName", description: "The license: id, name, version, address and terms page." });

const ClauseJson = z
  .object({
    id: z.string().describe("The clause's id, also its anchor on the terms page."),
    value: z.union([z.string(), z.number(), z.array(z.string())]).describe("The value, for software."),
    effect: z
      .enum(["may", "ask", "must", "should", "mayNot", "needNot", "fact"])
      .describe(
        "What it means for those who use the text: it allows, allows after asking, requires, requests, forbids or waives something, or only informs.",
      ),
    strength: z.enum(["must", "should"]).describe("`must` is binding; `should` is a request."),
    checkable: z.boolean().describe("Whether software can check that a copy follows it."),
    sentence: z.string().describe("The clause as a sentence, for people."),
  })
  .meta({ id: "Clause" });

/** A license in answers of `/v1/licences`: its clauses for software, with the ids of its terms page. */
export const LicenceJson = LicenceName.extend({
  statement: z.string().describe("The sentence that sums it up, shown with every article under it."),
  clauses: z.array(ClauseJson).describe("What it says, clause by clause."),
  hash: z
    .string()
    .describe("SHA-256, in hex, of `document` in the canonical form of RFC 8785. It is what a publisher accepts."),
  since: z.iso.datetime().describe("When it came into force."),
  editorial: z
    .literal(true)
    .optional()
    .describe(
      "Present if only the wording differs from the text before it: publishers that accepted that one don't need to accept this one.",
    ),
  retired: z
    .literal(true)
    .optional()
    .describe("Present once it is retired: nothing new is published under it, and nobody can accept it anymore."),
  offer: z.url().describe("The license as an ODRL offer."),
  document: z
    .record(z.string(), z.unknown())
    .describe("Everything that it says, as it was published. `hash` is the hash of this."),
  text: z.string().describe("The terms, as HTML."),
}).meta({ id: "Licence" });
export type LicenceJson = z.infer<typeof LicenceJson>;

/** The licenses of a wire. */
export const LicenceListJson = z.object({ licences: z.array(LicenceJson) }).meta({ id: "LicenceList" });

/** The license in a path. */
export const LicenceId = z.object({ id: slug.describe("The last part of its terms page's address.") });

/** The license version in a path. */
export const LicenceVersionId = LicenceId.extend({
  version: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: "1 or more" })
    .max(999_999_999, { error: "a version number" })
    .describe("Which text of the license, counted from 1."),
});
