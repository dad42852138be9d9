import { z } from "zod";

const LicenceJson = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  url: z.url(),
  terms: z.url(),
});

const sentences = z.array(z.string());

/** A story with everything that somebody needs to run it. */
export const Kit = z
  .object({
    id: z.url().describe("The story's id in every format."),
    version: z.int().describe("The version that this is. Opening a kit with a key counts as taking it."),
    licence: LicenceJson,
    lines: z
      .object({ headline: z.string(), summary: z.string(), byline: z.string(), credit: z.string() })
      .describe("Lines to be copied one by one; empty where the licence asks for none."),
    checklist: z
      .object({ must: sentences, may: sentences, mayNot: sentences, ask: sentences, should: sentences })
      .describe("What its licence says of this story, in short."),
    html: z
      .string()
      .describe("The story whole: headline, byline, text, pictures that may travel, corrections and credit."),
    text: z.string().describe("The same as plain text."),
    markdown: z.string().describe("The same as Markdown."),
    wordpressBlocks: z
      .string()
      .describe("The same as WordPress blocks, without the headline, which has a field of its own."),
    downloads: z.array(z.object({ name: z.string(), type: z.string(), url: z.url() })),
    pictures: z.object({
      zip: z
        .url()
        .nullable()
        .describe("All that may travel, with their captions, credits and licences; null where there are none."),
      taken: z.array(
        z.object({
          url: z.url(),
          type: z.string(),
          width: z.int(),
          height: z.int(),
          bytes: z.int(),
          alt: z.string(),
          caption: z.string().optional(),
          credit: z.string(),
          owner: z.string(),
          licence: LicenceJson,
        }),
      ),
      kept: z
        .array(z.object({ credit: z.string(), owner: z.string() }))
        .describe("Pictures that stay behind, and whose they are."),
    }),
  })
  .meta({ id: "Kit" });
export type Kit = z.infer<typeof Kit>;
