import { z } from "zod";
import { offerUrl } from "../../model/address.ts";
import type { Clause } from "../../model/licence/clause.ts";
import { clauses, type LicenceVersion, termsAndClauses } from "../../model/licence/licence.ts";
import { licenceOf } from "../feed/item-of.ts";
import type { Site } from "../site.ts";
import { LicenceName } from "./article.ts";

/** A licence as `/v1/licences` answers with it: the clauses that software acts on, with the ids of its terms page. */
export const LicenceJson = LicenceName.extend({
  statement: z.string().describe("The sentence that sums it up, shown with every article under it."),
  clauses: z
    .array(
      z.object({
        id: z.string().describe("The same on its terms page, as an anchor."),
        value: z.union([z.string(), z.number(), z.array(z.string())]).describe("For software."),
        effect: z
          .enum(["may", "ask", "must", "should", "mayNot", "needNot", "fact"])
          .describe(
            "What it does to whoever uses the text: lets, lets after asking, demands, wishes, forbids, doesn't demand; or it only tells something.",
          ),
        strength: z.enum(["must", "should"]).describe("Whether it binds, or is a wish."),
        checkable: z.boolean().describe("Whether software can check that a copy keeps it."),
        sentence: z.string().describe("For people."),
      }),
    )
    .describe("What it says, clause by clause."),
  hash: z
    .string()
    .describe("SHA-256 in hex over `document` in the canonical form of RFC 8785: what a publisher accepts."),
  since: z.iso.datetime().describe("In force since then."),
  offer: z.url().describe("The same as an ODRL offer."),
  document: z
    .record(z.string(), z.unknown())
    .describe("Everything that it says, as it was published: what `hash` is over."),
  text: z.string().describe("The terms, as HTML."),
});
export type LicenceJson = z.infer<typeof LicenceJson>;

/** A licence as the API has it. */
export const licenceJson = (id: string, licence: LicenceVersion, { origin }: Site): LicenceJson => ({
  ...licenceOf(id, licence, origin),
  statement: licence.statement,
  hash: licence.hash,
  since: licence.since,
  offer: offerUrl(origin, id, licence.version),
  document: { id, ...termsAndClauses(licence) },
  clauses: clauses(licence).map(clauseJson),
  text: licence.text,
});

const clauseJson = ({ id, value, effect, checkable, sentence }: Clause) => ({
  id,
  value: typeof value === "object" ? [...value] : value,
  effect,
  strength: effect === "should" ? ("should" as const) : ("must" as const),
  checkable,
  sentence,
});
