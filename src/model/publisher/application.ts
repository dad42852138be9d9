import { z } from "zod";
import { Domain } from "../domain.ts";
import { countries, setOf } from "../licence/clause.ts";
import { PUBLISHER_KINDS } from "../licence/clauses/eligibility.ts";
import { CHANNELS } from "../licence/clauses/grant.ts";
import { APPLICATION, CLAUSE, LENGTH } from "../policy.ts";
import { email, fields, listOf, slug, title, webAddress, wholeNumber } from "../text.ts";

const WHERE_NEEDED = "Required where a condition of one of the licences is about it.";

/** What an audience figure counts. */
export const AUDIENCE_KINDS = ["unique-visitors", "circulation", "broadcast-reach", "subscribers"] as const;

/** What an audience figure is: a number alone says little. */
const Audience = fields({
  kind: z.enum(AUDIENCE_KINDS).describe("What it counts."),
  period: title(LENGTH.label).describe("The time that it is of, as `October 2026`."),
  source: title(LENGTH.name).describe("Who counted, or with what."),
});

/** What a publisher says of itself when it applies. Beyond who applies, it is what the conditions of the licences are about. */
export const ApplicationInput = fields({
  organization: title(LENGTH.name).describe("The organization's name."),
  domains: listOf(Domain, APPLICATION.domains, "domains")
    .refine((list) => new Set(list).size === list.length, { error: "each domain once" })
    .describe("The domains where it publishes, as `paper.example`."),
  kind: z.enum(PUBLISHER_KINDS).optional().describe(`What kind of publisher it is. ${WHERE_NEEDED}`),
  country: countries.element
    .optional()
    .describe(`Where it is based, ISO 3166, as \`US\` or \`US-CA\`. ${WHERE_NEEDED}`),
  monthlyAudience: wholeNumber(0, CLAUSE.monthlyAudience).optional().describe(`Readers a month. ${WHERE_NEEDED}`),
  audience: Audience.optional().describe("What that figure is. The desk asks for it where it isn't here."),
  evidence: webAddress.optional().describe(`Where that figure can be checked. ${WHERE_NEEDED}`),
  contact: fields({ name: title(LENGTH.name).describe("Who answers."), email: email.describe("Where.") }).describe(
    "Whom to write to.",
  ),
  channels: setOf(CHANNELS).min(1, { error: "at least one" }).optional().describe("Where it publishes."),
  licences: listOf(slug, APPLICATION.licences, "licences")
    .refine((list) => new Set(list).size === list.length, { error: "each licence once" })
    .describe("The licences that it wants, by id."),
  accreditedBy: title(LENGTH.name).optional().describe("Who accredited it as a news organization."),
  memberOf: title(LENGTH.title).optional().describe("Of what it is a member."),
  local: z.boolean().default(false).describe("Whether it serves a local community."),
}).meta({ id: "Application" });
export type Application = z.output<typeof ApplicationInput>;
