import { z } from "zod";
import { type ImageFile, NOT_LICENSED, sha256 } from "./article/image.ts";
import { AuthorInput, type AuthorRecord, type NamedAuthor } from "./author.ts";
import { getOwn } from "./get-own.ts";
import { formerTexts } from "./licence/former-licence.ts";
import type { ReadLicence } from "./licence/licence.ts";
import { LicenceInput, type LicenceVersion } from "./licence/licence.ts";
import { licenceMistakes } from "./licence/mistakes.ts";
import { type Mistake, unknownName } from "./mistake.ts";
import { LENGTH } from "./policy.ts";
import { publicationFields } from "./publication.ts";
import { isRetired, type Retired, RetiredInput, retiredProblem, withoutRetired } from "./retired.ts";
import { fields, plainLine, slug } from "./text.ts";
import { instant } from "./time.ts";

/** A publication as the desk's API takes it. */
export const PublicationInput = fields({
  ...publicationFields,
  logo: fields({ sha256, alt: plainLine(LENGTH.title) })
    .optional()
    .describe("Its logo, uploaded beforehand, and what the logo says."),
});

/** Like a newspaper's masthead: the publication, its authors and its licenses. */
export const MastheadInput = fields({
  publication: PublicationInput,
  authors: z.record(slug, AuthorInput),
  licences: z.record(
    slug.refine((id) => id !== NOT_LICENSED, {
      error: `another id: ${NOT_LICENSED} marks images that aren't licensed`,
    }),
    LicenceInput,
  ),
  retired: RetiredInput.optional().describe(
    "What nothing new can use anymore. Anything sent without being named here is no longer retired; what isn't sent stays as it is.",
  ),
}).meta({ id: "Masthead" });
export type MastheadInput = z.infer<typeof MastheadInput>;

/** A masthead from outside with its authors under their ids. */
export type NamedMasthead = Omit<MastheadInput, "authors"> & { authors: Record<string, NamedAuthor> };

export type Logo = ImageFile & { alt: string };
export type Publication = Omit<z.infer<typeof PublicationInput>, "logo"> & { logo?: Logo };

/** The masthead as it is kept: every read needs all of it, and nothing else does. */
export type Masthead = {
  publication: Publication;
  authors: Record<string, AuthorRecord>;
  licences: Record<string, LicenceVersion>;
  /** Never stored: the texts in force, if `licences` has older ones that a publisher accepted. */
  everybody?: Record<string, LicenceVersion>;
  /** Texts that are published and not yet in force, by license. */
  coming?: Record<string, LicenceVersion>;
  /** Ids that old articles keep and new ones can't have, sorted within each kind. */
  retired?: Retired | undefined;
};

/** The fields of a masthead that could be read. */
export type ReadMasthead = {
  publication: {
    licence?: string | undefined;
    sections?: Record<string, unknown> | undefined;
    sectionLicences?: Record<string, string> | undefined;
    logo?: unknown;
  };
  licences: Record<string, ReadLicence | true>;
  retired?: Retired | undefined;
};

/** Mistakes in a masthead beyond single fields: unknown or retired licenses, contradictory clauses. */
export function mastheadMistakes({ publication, licences, retired }: ReadMasthead): Mistake[] {
  const { licence, sections, sectionLicences = {}, logo } = publication;
  const retiredDefault = (field: string, id: string) =>
    isRetired(retired, "licences", id) ? [retiredDefaultMistake(field, id, { licences, retired })] : [];
  return [
    ...(licence === undefined
      ? []
      : [
          ...unknownLicence("publication.licence", licence, licences),
          ...retiredDefault("publication.licence", licence),
        ]),
    ...Object.entries(sectionLicences).flatMap(([section, id]) => [
      ...unknownSection(section, sections),
      ...unknownLicence(`publication.sectionLicences.${section}`, id, licences),
      // Retired sections accept nothing new.
      ...(isRetired(retired, "sections", section) ? [] : retiredDefault(`publication.sectionLicences.${section}`, id)),
    ]),
    ...Object.entries(licences).flatMap(([id, each]) =>
      each === true
        ? []
        : licenceMistakes(each, logo !== undefined).map((mistake) => ({
            ...mistake,
            field: `licences.${id}.${mistake.field}`,
          })),
    ),
  ];
}

function unknownLicence(field: string, id: string, licences: Record<string, unknown>): Mistake[] {
  if (Object.hasOwn(licences, id) && id !== NOT_LICENSED) return [];
  return [
    unknownName(
      field,
      id,
      "license",
      Object.keys(licences)
        .filter((each) => each !== NOT_LICENSED)
        .sort(),
    ),
  ];
}

/** A default license can't be retired. */
const retiredDefaultMistake = (
  field: string,
  id: string,
  licences: Pick<ReadMasthead, "licences" | "retired">,
): Mistake => ({
  field,
  value: JSON.stringify(id),
  problem: retiredProblem("licences"),
  allowed: `another license (${Object.keys(withoutRetired(licences.licences, "licences", licences.retired))
    .sort()
    .join(", ")}); or this one, without \`retired\``,
});

function unknownSection(section: string, sections: Record<string, unknown> | undefined): Mistake[] {
  if (sections === undefined || Object.hasOwn(sections, section)) return [];
  const { value: _, ...mistake } = unknownName(
    `publication.sectionLicences.${section}`,
    section,
    "section",
    Object.keys(sections).sort(),
  );
  // The section is the field's own name here.
  return [mistake];
}

/**
 * Returns the masthead as of `now`, UTC to the second: license versions that are due are in force, and expired ones have ended.
 */
export function inForce({ licences, coming = {}, ...rest }: Masthead, now: string): Masthead {
  const due = Object.entries(coming)
    .filter(([, { since }]) => since <= now)
    .map(([id, next]) => [id, { ...next, ...formerTexts(getOwn(licences, id), next, next.since) }] as const);
  const waiting = Object.entries(coming).filter(([, { since }]) => since > now);
  const all = Object.entries({ ...licences, ...Object.fromEntries(due) });
  return {
    ...rest,
    licences: Object.fromEntries(
      all.map(([id, licence]) => [id, isOver(licence, now) ? { ...licence, ended: true } : licence]),
    ),
    ...(waiting.length > 0 ? { coming: Object.fromEntries(waiting) } : {}),
  };
}

const isOver = ({ effective }: LicenceVersion, now: string): boolean =>
  effective?.to !== undefined && instant(Date.parse(effective.to)) <= now;
