import { z } from "zod";
import { clauses, type KeptLicence } from "../../model/licence.ts";
import { licenceOf } from "../item-of.ts";
import type { Site } from "../site.ts";
import { LicenceName } from "./article.ts";

/** A licence as `/v1/licences` answers with it: the clauses that software acts on, with the ids of its terms page. */
export const LicenceJson = LicenceName.extend({
  statement: z.string().describe("The sentence that ends every article under it."),
  clauses: z
    .array(
      z.object({
        id: z.string().describe("The same on its terms page, as an anchor."),
        value: z.string().describe("For software."),
        sentence: z.string().describe("For people."),
      }),
    )
    .describe("What it says, clause by clause."),
  text: z.string().describe("The terms, as HTML."),
});
export type LicenceJson = z.infer<typeof LicenceJson>;

/** A licence as the API has it. */
export const licenceJson = (id: string, licence: KeptLicence, { origin }: Site): LicenceJson => ({
  ...licenceOf(id, licence, origin),
  statement: licence.statement,
  clauses: clauses(licence),
  text: licence.text,
});
