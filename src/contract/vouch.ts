import { z } from "zod";
import { LENGTH, VOUCH } from "../model/policy.ts";
import { fields, plainLine, wholeNumber } from "../model/text.ts";

const reason = plainLine(LENGTH.note).describe("The reason, for the log.");

/** The desk's vouching for a domain. */
export const VouchInput = fields({
  reason,
  days: wholeNumber(1, VOUCH.maxDays).default(VOUCH.days).describe("How many days it lasts."),
}).meta({ id: "VouchInput" });

/** The end of the desk's vouching. */
export const VouchWithdrawal = fields({ reason }).meta({ id: "VouchWithdrawal" });

/** The publisher's domain in a path. */
export const PublisherDomain = z.object({
  id: z.string().max(50).describe("The publisher's id."),
  domain: z.string().max(LENGTH.origin).describe("One of its domains."),
});
