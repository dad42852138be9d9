import { z } from "zod";
import { termsUrl } from "../../model/address.ts";
import { Author } from "../../model/author.ts";
import { isSame } from "../../model/canonical-json.ts";
import { completeLicence, LicenceInput, licenceFields, withSilence } from "../../model/licence/licence.ts";
import { licenceMistakes } from "../../model/licence/mistakes.ts";
import { isRetired, type Retirable, RetiredInput } from "../../model/retired.ts";
import { cleanTerms } from "../html/terms.ts";
import { PublicationFile } from "./field-schemas.ts";
import { writeFile, writeYaml } from "./write-file.ts";
import { imageFile, type WrittenFile } from "./write-story.ts";
import { writeText } from "./write-text.ts";

const StoredLicence = z.looseObject({ text: z.string(), version: z.int(), since: z.string(), hash: z.string() });
type StoredLicence = z.infer<typeof StoredLicence>;

/** A masthead as a wire keeps it, as far as its files depend on it. */
export const StoredMasthead = z.object({
  publication: z.looseObject({
    language: z.string(),
    licence: z.string(),
    sections: z.record(z.string(), z.string()),
    sectionLicences: z.record(z.string(), z.string()).optional(),
    topics: z.record(z.string(), z.string()),
    logo: z.object({ sha256: z.string(), extension: z.string(), alt: z.string() }).optional(),
  }),
  authors: z.record(z.string(), z.looseObject({ address: z.string().optional() })),
  licences: z.record(z.string(), StoredLicence),
  coming: z.record(z.string(), StoredLicence).optional(),
  retired: RetiredInput.optional(),
});
export type StoredMasthead = z.infer<typeof StoredMasthead>;

/** What is known beside the masthead: the wire's origin, and the names that authors have or had beside their ids. */
export type MastheadSite = { origin: string; names: ReadonlyMap<string, readonly string[]> };

/** Writes the publication, its authors and the licences that are in force as files of a content folder. */
export const writeMasthead = (masthead: StoredMasthead, site: MastheadSite): WrittenFile[] => [
  publicationFile(masthead),
  ...Object.keys(masthead.authors).map((id) => authorFile(id, masthead, site)),
  ...Object.entries(masthead.licences).map(([id, licence]) => licenceFile(id, licence, masthead, site)),
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
  return { path: "publication.yaml", text: writeYaml(ordered(fields, PublicationFile.shape)), isExact: true };
}

const ordered = (fields: Record<string, unknown>, shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(shape).flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));

function authorFile(id: string, masthead: StoredMasthead, { names }: MastheadSite): WrittenFile {
  const { address = id, ...author } = masthead.authors[id] ?? {};
  const others = names.get(id) ?? [];
  const was = others.length === 0 ? {} : { was: [id, ...others.filter((name) => name !== address)] };
  const fields = { ...ordered({ ...author, ...was }, Author.shape), ...markOf(masthead, "authors", id) };
  return { path: `authors/${address}.yaml`, text: writeYaml(fields), isExact: true };
}

function licenceFile(
  id: string,
  { version, since, hash: _hash, ended: _ended, editorial: _editorial, ...stored }: StoredLicence,
  masthead: StoredMasthead,
  { origin }: MastheadSite,
): WrittenFile {
  const licence = LicenceInput.parse(stored);
  const { fields, isExact } = shortLicence(licence, masthead.publication.logo !== undefined);
  const options = { origin, base: termsUrl(origin, id), prefix: `cw-${id}-` };
  const { text, ending, ...written } = writeText({
    body: inPieces([licence.text]),
    ...{ origin, files: new Map(), isElsewhere: false },
    clean: (html) => {
      const cleaned = cleanTerms(html, options);
      return cleaned.ok ? { ...cleaned, body: inPieces(cleaned.body.map(String)) } : cleaned;
    },
  });
  const all = { ...fields, ...markOf(masthead, "licences", id), exported: { version, since } };
  return { path: `licences/${id}${ending}`, text: writeFile(all, text), isExact: isExact && written.isExact };
}

/** A licence's text is kept in one piece. */
const inPieces = (texts: readonly string[]): string[] => [texts.join("")].filter((text) => text !== "");

/** A licence without what is understood, if it means the same then; and whether it does mean the same. */
function shortLicence(licence: LicenceInput, hasLogo: boolean): { fields: Record<string, unknown>; isExact: boolean } {
  const whole = completeLicence(licence);
  const silence: Record<string, object> = withSilence(licence);
  const short = Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]) => {
      const said = name in silence ? differing(value, silence[name]) : value;
      return said === undefined ? [] : [[name, said]];
    }),
  );
  // What is understood depends on it, so it is said where it makes a difference.
  const { who } = whole.eligibility;
  if (who === "nobody")
    Object.assign(short, { eligibility: { who, ...differing(whole.eligibility, silence.eligibility) } });
  const means = (given: unknown) => {
    const read = LicenceInput.safeParse(given);
    return (
      read.success && isSame(completeLicence(read.data), whole) && licenceMistakes(read.data, hasLogo).length === 0
    );
  };
  const isShort = means(short);
  const { text: _, ...fields } = isShort ? short : whole;
  return { fields: ordered(fields, licenceFields), isExact: isShort || means(whole) };
}

/** Uses by machines of which `ai` says all at once. */
const OF_ALL = { aiInput: true, aiTrain: true };
const saysAll = (group: object, silence: object | undefined): boolean =>
  !isSame(Reflect.get(group, "ai"), Reflect.get(silence ?? {}, "ai"));

/** What of a group is said otherwise than where nothing is said. */
function differing(group: unknown, silence: object | undefined): object | undefined {
  if (typeof group !== "object" || group === null) return undefined;
  const said = Object.entries(group).filter(
    ([name, value]) => !isSame(value, Reflect.get(silence ?? {}, name)) && !(name in OF_ALL && saysAll(group, silence)),
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
