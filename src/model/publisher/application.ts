import { z } from "zod";
import { countries, setOf } from "../licence/clause.ts";
import { PUBLISHER_KINDS } from "../licence/clauses/eligibility.ts";
import { CHANNELS } from "../licence/clauses/grant.ts";
import { APPLICATION, CLAUSE, LENGTH } from "../policy.ts";
import { email, fields, listOf, slug, title, webAddress, wholeNumber } from "../text.ts";
import { Domain } from "./domain.ts";

/** What a publisher says of itself when it applies. */
export const ApplicationInput = fields({
  organization: title(LENGTH.name).describe("The organization's name."),
  domains: listOf(Domain, APPLICATION.domains, "domains")
    .refine((list) => new Set(list).size === list.length, { error: "each domain once" })
    .describe("The domains where it publishes, as `paper.example`."),
  kind: z.enum(PUBLISHER_KINDS).describe("What kind of publisher it is."),
  country: countries.element.describe("Where it is at home, ISO 3166, as `US` or `US-CA`."),
  monthlyAudience: wholeNumber(0, CLAUSE.monthlyAudience).describe("Readers a month."),
  evidence: webAddress.describe("Where that figure can be checked."),
  contact: fields({ name: title(LENGTH.name).describe("Who answers."), email: email.describe("Where.") }).describe(
    "Whom to write to.",
  ),
  channels: setOf(CHANNELS).min(1, { error: "at least one" }).describe("Where it publishes."),
  licences: listOf(slug, APPLICATION.licences, "licences")
    .refine((list) => new Set(list).size === list.length, { error: "each licence once" })
    .describe("The licences that it wants, by id."),
  accreditedBy: title(LENGTH.name).optional().describe("Who accredited it as a news organization."),
  memberOf: title(LENGTH.title).optional().describe("Of what it is a member."),
  local: z.boolean().default(false).describe("Whether it serves a local community."),
}).meta({ id: "Application" });
export type Application = z.output<typeof ApplicationInput>;
