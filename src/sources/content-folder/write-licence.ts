import { z } from "zod";
import { termsUrl } from "../../model/address.ts";
import { isSame } from "../../model/canonical-json.ts";
import { GROUP_NAMES } from "../../model/licence/clauses/groups.ts";
import { withoutFormerReading } from "../../model/licence/former-reading.ts";
import { completeLicence, LicenceInput, licenceFields, withSilence } from "../../model/licence/licence.ts";
import { licenceMistakes } from "../../model/licence/mistakes.ts";
import { quoteValue } from "../../model/mistake.ts";
import { cleanTerms } from "../html/terms.ts";
import { orderFields, writeFile } from "./write-file.ts";
import type { WrittenFile } from "./write-story.ts";
import { writeText } from "./write-text.ts";

/** The part of a stored license on which its file depends. */
export const StoredLicence = z.looseObject({ text: z.string(), version: z.int(), since: z.string(), hash: z.string() });
export type StoredLicence = z.infer<typeof StoredLicence>;

/** What else a license's file depends on: the wire's origin, whether there is a logo, and the mark of a retired license. */
export type LicenceSite = { origin: string; hasLogo: boolean; mark: { retired?: true } };

/** Writes a license as a file of a content folder. Leaves out and lists what a file can no longer say. */
export function writeLicence(
  id: string,
  { version, since, hash: _hash, ended: _ended, editorial: _editorial, former: _former, ...stored }: StoredLicence,
  { origin, hasLogo, mark }: LicenceSite,
): WrittenFile {
  const { licence, leftOut } = sayable(LicenceInput.parse(stored), hasLogo);
  const { fields, isExact } = shortLicence(licence, hasLogo);
  const options = { origin, base: termsUrl(origin, id), prefix: `cw-${id}-` };
  const { text, ending, ...written } = writeText({
    body: inPieces([licence.text]),
    ...{ origin, files: new Map(), isElsewhere: false },
    clean: (html) => {
      const cleaned = cleanTerms(html, options);
      return cleaned.ok ? { ...cleaned, body: inPieces(cleaned.body.map(String)) } : cleaned;
    },
  });
  const all = { ...fields, ...mark, exported: { version, since } };
  const file = { path: `licences/${id}${ending}`, text: writeFile(all, text) };
  return { ...file, isExact: isExact && written.isExact && leftOut.length === 0, leftOut };
}

/** Joins a license's text, which is kept in one piece. */
const inPieces = (texts: readonly string[]): string[] => [texts.join("")].filter((text) => text !== "");

/**
 * Returns a license that a file can express: without the wire's former reading of Creative Commons, and without clauses that
 * are now refused. Removes those one by one, since the first may resolve a contradiction; lists each with its value.
 */
function sayable(stored: LicenceInput, hasLogo: boolean): { licence: LicenceInput; leftOut: string[] } {
  const once = saidOnce(stored);
  let licence = withoutFormerReading(once);
  for (;;) {
    const refused = licenceMistakes(licence, hasLogo).find(({ field }) => isSaid(licence, field))?.field;
    if (refused === undefined) return { licence, leftOut: missing(once, licence) };
    licence = without(licence, refused);
  }
}

/** Returns a license where `ai` covers every AI use: the wire stores each use beside it, but a file says only `ai`. */
const saidOnce = (stored: LicenceInput): LicenceInput =>
  (stored.machineUse?.ai ?? "unset") === "unset"
    ? stored
    : Object.keys(OF_ALL).reduce((licence, name) => without(licence, `machineUse.${name}`), stored);

const GROUPS = [...GROUP_NAMES, "effective"] as const;
const groupOf = (field: string) => GROUPS.find((name) => field.startsWith(`${name}.`));
const saidOf = (licence: LicenceInput, field: string): unknown => {
  const group = groupOf(field);
  return group && Reflect.get(licence[group] ?? {}, field.slice(group.length + 1));
};
const isSaid = (licence: LicenceInput, field: string): boolean => saidOf(licence, field) !== undefined;

function without(licence: LicenceInput, field: string): LicenceInput {
  const group = groupOf(field);
  if (group === undefined) return licence;
  const rest = Object.entries(licence[group] ?? {}).filter(([name]) => `${group}.${name}` !== field);
  return { ...licence, [group]: Object.fromEntries(rest) };
}

/** Returns the clauses that one license states and the other doesn't, as in `automation.framing: ask`. */
const missing = (one: LicenceInput, other: LicenceInput): string[] =>
  GROUPS.flatMap((group) =>
    Object.keys(one[group] ?? {})
      .map((name) => `${group}.${name}`)
      .filter((field) => isSaid(one, field) && !isSaid(other, field))
      .map((field) => `${field}: ${quoteValue(saidOf(one, field)) ?? ""}`),
  );

/** Returns a license without its defaults if it then still means the same, and whether the result is exact. */
function shortLicence(licence: LicenceInput, hasLogo: boolean): { fields: Record<string, unknown>; isExact: boolean } {
  const whole = completeLicence(licence);
  const silence: Record<string, object> = withSilence(licence);
  const short = Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]) => {
      const said = name in silence ? differing(value, silence[name]) : value;
      return said === undefined ? [] : [[name, said]];
    }),
  );
  // The defaults depend on `eligibility`, so it is stated if it makes a difference.
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
  return { fields: orderFields(fields, licenceFields), isExact: isShort || means(whole) };
}

/** The machine uses that `ai` covers all at once. */
const OF_ALL = { aiInput: true, aiTrain: true };
const saysAll = (group: object, silence: object | undefined): boolean =>
  !isSame(Reflect.get(group, "ai"), Reflect.get(silence ?? {}, "ai"));

/** Returns the values of a group that differ from its defaults. */
function differing(group: unknown, silence: object | undefined): object | undefined {
  if (typeof group !== "object" || group === null) return undefined;
  const said = Object.entries(group).filter(
    ([name, value]) => !isSame(value, Reflect.get(silence ?? {}, name)) && !(name in OF_ALL && saysAll(group, silence)),
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
