import { z } from "zod";
import { isRetired, type Retirable, RetiredInput } from "../../model/retired.ts";
import { AuthorFile, PublicationFile } from "./field-schemas.ts";
import { orderFields, writeYaml } from "./write-file.ts";
import { StoredLicence, writeLicence } from "./write-licence.ts";
import { imageFile, type WrittenFile } from "./write-story.ts";

/** The part of a stored masthead on which its files depend. */
export const StoredMasthead = z.object({
  publication: z.looseObject({
    language: z.string(),
    licence: z.string(),
    sections: z.record(z.string(), z.string()),
    sectionLicences: z.record(z.string(), z.string()).optional(),
    topics: z.record(z.string(), z.string()),
    logo: z.object({ sha256: z.string(), extension: z.string(), alt: z.string() }).optional(),
  }),
  authors: z.record(
    z.string(),
    z.looseObject({
      address: z.string().optional(),
      picture: z
        .object({ sha256: z.string(), extension: z.string(), alt: z.string(), credit: z.string().optional() })
        .optional(),
    }),
  ),
  licences: z.record(z.string(), StoredLicence),
  coming: z.record(z.string(), StoredLicence).optional(),
  retired: RetiredInput.optional(),
});
export type StoredMasthead = z.infer<typeof StoredMasthead>;

/** What else is needed: the wire's origin, and the current and former names of authors besides their ids. */
export type MastheadSite = { origin: string; names: ReadonlyMap<string, readonly string[]> };

/** Writes the publication, its authors and the licenses in force as files of a content folder. */
export const writeMasthead = (masthead: StoredMasthead, site: MastheadSite): WrittenFile[] => [
  publicationFile(masthead),
  ...Object.keys(masthead.authors).map((id) => authorFile(id, masthead, site)),
  ...Object.entries(masthead.licences).map(([id, licence]) =>
    writeLicence(id, licence, {
      ...{ origin: site.origin, hasLogo: masthead.publication.logo !== undefined },
      mark: markOf(masthead, "licences", id),
    }),
  ),
];

const markOf = ({ retired }: StoredMasthead, kind: Retirable, id: string): { retired?: true } =>
  isRetired(retired, kind, id) ? { retired: true } : {};

function publicationFile(masthead: StoredMasthead): WrittenFile {
  const { logo, sections, topics, ...rest } = masthead.publication;
  const named = (kind: "sections" | "topics", names: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(names).map(([id, name]) => {
        const mark = markOf(masthead, kind, id);
        return [id, mark.retired ? { name, ...mark } : name];
      }),
    );
  const fields: Record<string, unknown> = {
    ...{ ...rest, sections: named("sections", sections), topics: named("topics", topics) },
    ...(logo ? { logo: { file: imageFile(logo), alt: logo.alt } } : {}),
  };
  return { path: "publication.yaml", text: writeYaml(orderFields(fields, PublicationFile.shape)), isExact: true };
}

type Picture = NonNullable<StoredMasthead["authors"][string]["picture"]>;
const pictureIn = ({ alt, credit, ...file }: Picture) => ({
  file: imageFile(file),
  alt,
  ...(credit === undefined ? {} : { credit }),
});

function authorFile(id: string, masthead: StoredMasthead, { names }: MastheadSite): WrittenFile {
  const { address = id, picture, ...author } = masthead.authors[id] ?? {};
  const others = names.get(id) ?? [];
  const was = others.length === 0 ? {} : { was: [id, ...others.filter((name) => name !== address)] };
  const all = { ...author, ...(picture ? { picture: pictureIn(picture) } : {}), ...was };
  const fields = { ...orderFields(all, AuthorFile.shape), ...markOf(masthead, "authors", id) };
  return { path: `authors/${address}.yaml`, text: writeYaml(fields), isExact: true };
}
