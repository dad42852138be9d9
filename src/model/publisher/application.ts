import { z } from "zod";
import { countries, setOf } from "../licence/clause.ts";
import { PUBLISHER_KINDS } from "../licence/clauses/eligibility.ts";
import { CHANNELS } from "../licence/clauses/grant.ts";
import { email, fields, slug, title, webAddress } from "../text.ts";
import { Domain } from "./domain.ts";

/** What a publisher says of itself when it applies. */
export const ApplicationInput = fields({
  organization: title(200).describe("The organization's name."),
  domains: z
    .array(Domain)
    .min(1, { error: "1 to 5 domains" })
    .max(5, { error: "1 to 5 domains" })
    .refine((list) => new Set(list).size === list.length, { error: "each domain once" })
    .describe("The domains where it publishes, as `paper.example`."),
  kind: z.enum(PUBLISHER_KINDS).describe("What kind of publisher it is."),
  country: countries.element.describe("Where it is at home, ISO 3166, as `US` or `US-CA`."),
  monthlyAudience: z
    .int({ error: "a whole number from 0 to 10000000000" })
    .min(0, { error: "a whole number from 0 to 10000000000" })
    .max(10_000_000_000, { error: "a whole number from 0 to 10000000000" })
    .describe("Readers a month."),
  evidence: webAddress.describe("Where that figure can be checked."),
  contact: fields({ name: title(200).describe("Who answers."), email: email.describe("Where.") }).describe(
    "Whom to write to.",
  ),
  channels: setOf(CHANNELS).min(1, { error: "at least one" }).describe("Where it publishes."),
  licences: z
    .array(slug)
    .min(1, { error: "1 to 10 licences" })
    .max(10, { error: "1 to 10 licences" })
    .refine((list) => new Set(list).size === list.length, { error: "each licence once" })
    .describe("The licences that it wants, by id."),
  accreditedBy: title(200).optional().describe("Who accredited it as a news organization."),
  memberOf: title(300).optional().describe("Of what it is a member."),
  local: z.boolean().default(false).describe("Whether it serves a local community."),
});
export type Application = z.output<typeof ApplicationInput>;
