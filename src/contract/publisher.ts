import { z } from "zod";
import { ApplicationInput } from "../model/publisher/application.ts";
import { PUBLISHER_STATUSES } from "../model/publisher/publisher.ts";
import { AgreementJson } from "./agreement.ts";
import { KeyJson } from "./key.ts";
import { WebhookJson } from "./webhook.ts";

const ReasonJson = z
  .object({
    code: z.string().describe("Stable, for software."),
    verdict: z.enum(["for", "against", "open"]).describe("`open` if a person must decide."),
    sentence: z.string(),
    todo: z.string().optional().describe("What the publisher can do about it."),
    source: z.url().optional().describe("Where to check it."),
  })
  .meta({ id: "Reason" });

const WantedLicenceJson = z
  .object({
    id: z.string(),
    name: z.string(),
    terms: z.url(),
    version: z.int().describe("The text in force, which can be accepted."),
    hash: z.string().describe("Its hash, to send with the acceptance."),
    approved: z.boolean().describe("Whether the publisher may accept it."),
    result: z.enum(["eligible", "not-eligible", "desk"]),
    reasons: z.array(ReasonJson),
    accepted: z.int().nullable().describe("The accepted version that is still valid; null if there is none."),
    acceptBefore: z.iso.datetime().optional().describe("An older text was accepted and stays valid until then."),
  })
  .meta({ id: "WantedLicence" });

const DomainJson = z
  .object({
    domain: z.string(),
    state: z.enum(["waiting", "proved"]),
    token: z.string().describe('Put it in `file`, or in the `content` of `<meta name="commonwire">` on the home page.'),
    file: z.url(),
    record: z.string().optional().describe("The name of a DNS TXT record that can hold the token instead."),
    problem: z.string().optional(),
    todo: z.string().optional(),
    checked: z.iso.datetime().optional(),
    expires: z.iso.datetime().optional(),
    vouchedUntil: z.iso
      .datetime()
      .optional()
      .describe(
        "When the desk stops vouching for it, unless it is verified first. Vouching alone never leads to automatic approval.",
      ),
  })
  .meta({ id: "Domain" });

/** A publisher for its own page, the API and the desk. */
export const PublisherJson = z
  .object({
    id: z.string(),
    status: z.enum(PUBLISHER_STATUSES),
    reason: z.string().optional().describe("The desk's reason."),
    applied: z.iso.datetime(),
    decided: z.iso.datetime().optional(),
    application: ApplicationInput,
    licences: z.array(WantedLicenceJson),
    domains: z.array(DomainJson),
    agreements: z.array(AgreementJson),
    keys: z.array(KeyJson),
    webhooks: z.array(WebhookJson),
  })
  .meta({ id: "Publisher" });
export type PublisherJson = z.infer<typeof PublisherJson>;

/** A publisher in the desk's list. */
export const PublisherLineJson = z
  .object({
    id: z.string(),
    status: z.enum(PUBLISHER_STATUSES),
    organization: z.string(),
    domains: z.array(z.string()),
    monthlyAudience: z.int().optional().describe("Monthly readers, if the application gives them."),
    licences: z.array(z.string()),
    approved: z.array(z.string()),
    applied: z.iso.datetime(),
  })
  .meta({ id: "PublisherLine" });

/** A page of publishers. */
export const PublisherListJson = z
  .object({ publishers: z.array(PublisherLineJson), next: z.string().nullable() })
  .meta({ id: "PublisherList" });

/** Where a page of publishers starts. */
export const PublisherListQuery = z.object({
  before: z.string().max(50).default("~").describe("`next` from the previous answer."),
});

/** The publisher in a path. */
export const PublisherId = z.object({ id: z.string().max(50).describe("The publisher's id.") });
