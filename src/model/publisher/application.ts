import { z } from "zod";
import { Domain } from "../domain.ts";
import { countries, setOf } from "../licence/clause.ts";
import { PUBLISHER_KINDS } from "../licence/clauses/eligibility.ts";
import { CHANNELS } from "../licence/clauses/grant.ts";
import { APPLICATION, CLAUSE, LENGTH } from "../policy.ts";
import { email, fields, listOf, slug, title, webAddress, wholeNumber } from "../text.ts";

const WHERE_NEEDED = "Required if a license that the publisher applies for sets a condition about this.";

/** The problem of an application that names the wire's own domain, which no publisher can verify. */
export const OWN_DOMAIN = "is this wire's own domain";

/** What an audience figure counts. */
export const AUDIENCE_KINDS = ["unique-visitors", "circulation", "broadcast-reach", "subscribers"] as const;

/** What an audience figure counts: a number alone says little. */
const Audience = fields({
  kind: z.enum(AUDIENCE_KINDS).describe("What the figure counts."),
  period: title(LENGTH.label).describe("The period that it covers, such as `October 2026`."),
  source: title(LENGTH.name).describe("Who or what did the counting."),
});

/** What a publisher states in its application: who applies, and what the licenses' conditions are about. */
export const ApplicationInput = fields({
  organization: title(LENGTH.name).describe("The organization's name."),
  domains: listOf(Domain, APPLICATION.domains, "domains")
    .refine((list) => new Set(list).size === list.length, { error: "each domain only once" })
    .describe("The domains where it publishes, such as `paper.example`."),
  kind: z.enum(PUBLISHER_KINDS).optional().describe(`What kind of publisher it is. ${WHERE_NEEDED}`),
  country: countries.element
    .optional()
    .describe(`Where it is based (ISO 3166), such as \`US\` or \`US-CA\`. ${WHERE_NEEDED}`),
  monthlyAudience: wholeNumber(0, CLAUSE.monthlyAudience).optional().describe(`Monthly readers. ${WHERE_NEEDED}`),
  audience: Audience.optional().describe("What that figure measures. The desk asks for it if it's missing."),
  evidence: webAddress.optional().describe(`A page where that figure can be checked. ${WHERE_NEEDED}`),
  contact: fields({
    name: title(LENGTH.name).describe("The contact's name."),
    email: email.describe("The contact's email address."),
  }).describe("The contact person."),
  channels: setOf(CHANNELS).min(1, { error: "at least one" }).optional().describe("Where it publishes."),
  licences: listOf(slug, APPLICATION.licences, "licences")
    .refine((list) => new Set(list).size === list.length, { error: "each license only once" })
    .describe("The licenses that it applies for, by ID."),
  accreditedBy: title(LENGTH.name).optional().describe("Who accredited it as a news organization."),
  memberOf: title(LENGTH.title).optional().describe("The organization that it is a member of."),
  local: z.boolean().default(false).describe("Whether it serves a local community."),
}).meta({ id: "Application" });
export type Application = z.output<typeof ApplicationInput>;
