import { z } from "zod";
import { accent } from "./accent.ts";
import { ARTICLE, LENGTH } from "./policy.ts";
import { publicAddress } from "./public-address.ts";
import { nearest } from "./suggestion.ts";
import { email, fields, language, listOf, plainLine, slug, title, webAddress } from "./text.ts";

/** The foundation's own settings, without the logo, which files and the API name in different ways. */
export const publicationFields = {
  name: title(LENGTH.name).describe("The publication's name, as credits must show it."),
  description: plainLine(LENGTH.note).describe("What it is, in a sentence or two."),
  homePage: webAddress.describe("Its own site."),
  language: language.describe("The language of articles that don't name one, with its region."),
  timeZone: z
    .string()
    .superRefine((text, { addIssue }) => {
      const error = { code: "custom", message: "an IANA time zone, such as America/New_York" } as const;
      if (!isTimeZone(text)) addIssue({ ...error, input: text, params: { suggestion: suggestZone(text) } });
    })
    .describe("The time zone of all times on pages, and of days given in UTC (`Z`)."),
  contacts: fields({
    tips: email.describe("Where tips go."),
    licensing: email.describe("Where questions about licenses go."),
    corrections: email.optional().describe("Where mistakes are reported."),
  }).describe("Email addresses for the public."),
  licence: slug.describe("The license of articles that don't name one."),
  sections: z.record(slug, title(LENGTH.label)).describe("The sections: id to name."),
  sectionLicences: z
    .record(slug, slug)
    .optional()
    .describe("The licenses of sections, for articles that don't name one: section to license."),
  topics: z.record(slug, title(LENGTH.label)).describe("The topics: id to name."),
  accent: accent
    .optional()
    .describe(
      "The color of links and of the main button, such as `#1d4e89`; a lighter one for dark screens is made from it.",
    ),
  footer: plainLine(LENGTH.note).optional().describe("A sentence or two at the foot of every page."),
  about: listOf(plainLine(LENGTH.summary), ARTICLE.aboutParagraphs, "paragraphs")
    .optional()
    .describe("The page about the publication: its paragraphs, as plain text."),
  hub: publicAddress.optional().describe("A WebSub hub, which is notified of every change to a public feed."),
};

/** The zone that somebody meant by a city or a misspelled name. */
function suggestZone(text: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const cities = zones.map((zone) => zone.split("/").at(-1) ?? zone);
  return nearest(text, zones) ?? zones[cities.indexOf(nearest(text, cities) ?? "")];
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}
