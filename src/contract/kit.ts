import { z } from "zod";

const LicenceJson = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  url: z.url(),
  terms: z.url(),
});

const sentences = z.array(z.string());

/** A story with everything needed to publish it. */
export const Kit = z
  .object({
    id: z.url().describe("The story's id in every format."),
    version: z.int().describe("The story's version in this kit. Opening a kit with a key counts as taking the story."),
    licence: LicenceJson,
    lines: z
      .object({ headline: z.string(), summary: z.string(), byline: z.string(), credit: z.string() })
      .describe("Lines to copy one by one; empty where the license doesn't ask for any."),
    checklist: z
      .object({ must: sentences, may: sentences, mayNot: sentences, ask: sentences, should: sentences })
      .describe("What the license says about this story, in short."),
    html: z
      .string()
      .describe("The whole story: headline, byline, text, pictures that may travel, corrections and credit."),
    text: z.string().describe("The same as plain text."),
    markdown: z.string().describe("The same as Markdown."),
    wordpressBlocks: z
      .string()
      .describe("The same as WordPress blocks, without the headline, which has its own field."),
    downloads: z.array(z.object({ name: z.string(), type: z.string(), url: z.url() })),
    pictures: z.object({
      zip: z
        .url()
        .nullable()
        .describe("All pictures that may travel, with their captions, credits and licenses; null if there are none."),
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
        .describe("Pictures that may not travel, and who owns them."),
    }),
  })
  .meta({ id: "Kit" });
export type Kit = z.infer<typeof Kit>;
