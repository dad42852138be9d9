import { z } from "zod";
import { Author } from "./author.ts";
import { type ImageFile, NOT_LICENSED, sha256 } from "./image.ts";
import { type KeptLicence, Licence } from "./licence.ts";
import type { Mistake } from "./mistake.ts";
import { publicationFields } from "./publication.ts";
import { fields, line, slug } from "./text.ts";

/** A publication as the desk's API takes it. */
export const PublicationInput = fields({
  ...publicationFields,
  logo: fields({ sha256, alt: line(300) })
    .optional()
    .describe("Its logo, uploaded before, and what the logo says."),
});

/** What a newspaper's masthead tells: whose it is, who writes, under which terms. */
export const MastheadInput = fields({
  publication: PublicationInput,
  authors: z.record(slug, Author),
  licences: z.record(
    slug.refine((id) => id !== NOT_LICENSED, {
      error: `another id: ${NOT_LICENSED} marks images that aren't licensed`,
    }),
    Licence,
  ),
});
export type MastheadInput = z.infer<typeof MastheadInput>;

export type Logo = ImageFile & { alt: string };
export type Publication = Omit<z.infer<typeof PublicationInput>, "logo"> & { logo?: Logo };

/** The masthead as it is kept: every read needs all of it, and nothing else does. */
export type Masthead = {
  publication: Publication;
  authors: Record<string, Author>;
  licences: Record<string, KeptLicence>;
};

/** What is wrong inside a masthead, beyond its fields: a default licence that leads nowhere, a licence of a name that means something else. */
export function mastheadMistakes(licence: string, licences: Record<string, unknown>): Mistake[] {
  if (Object.hasOwn(licences, licence) && licence !== NOT_LICENSED) return [];
  const allowed = Object.keys(licences).sort().join(", ");
  return [{ field: "licence", value: JSON.stringify(licence), problem: "is not a known licence", allowed }];
}
