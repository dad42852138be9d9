import { z } from "zod";
import { LENGTH } from "./policy.ts";
import { publicAddress } from "./public-address.ts";
import { email, fields, language, line, slug, webAddress } from "./text.ts";

/** The foundation's own settings, without the logo, which files and the API name in different ways. */
export const publicationFields = {
  name: line(LENGTH.name).describe("The publication's name, as it is to be credited."),
  description: line(LENGTH.note).describe("What it is, in a sentence or two."),
  homePage: webAddress.describe("Its own site."),
  language: language.describe("The language of articles that name none, with its region."),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "an IANA time zone, as America/New_York" })
    .describe("The zone of all times that pages show, and of days that are given in Z."),
  contacts: fields({
    tips: email.describe("Where tips go."),
    licensing: email.describe("Where questions about licences go."),
    corrections: email.optional().describe("Where mistakes are reported."),
  }).describe("E-mail addresses for the public."),
  licence: slug.describe("The licence of articles that name none."),
  sections: z.record(slug, line(LENGTH.label)).describe("The sections: id to name."),
  sectionLicences: z
    .record(slug, slug)
    .optional()
    .describe("The licences of sections, for articles that name none: section to licence."),
  topics: z.record(slug, line(LENGTH.label)).describe("The topics: id to name."),
  hub: publicAddress.optional().describe("A WebSub hub, which is told of every change of a public feed."),
};

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}
