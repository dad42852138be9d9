import { termsUrl } from "../../model/address.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import { getOwn } from "../../model/get-own.ts";
import { sha256Hex } from "../../model/hash.ts";
import { editorialMistake } from "../../model/licence/editorial.ts";
import { completeLicence, type Licence } from "../../model/licence/licence.ts";
import type { Masthead, MastheadInput } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { type Superseded, supersededBy } from "../../model/publisher/superseding.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { licenceOffer } from "../../render/rights/odrl/offer.ts";
import { cleanTerms } from "../../sources/html/terms.ts";
import { type NewLicenceVersion, readNewestVersions } from "../../store/licence-version.ts";
import { readOpenAgreements } from "../../store/publisher/agreement.ts";
import type { DeskContext } from "./commit.ts";

type Licences = MastheadInput["licences"];

/** The license texts of a masthead: new versions, mistakes, and warnings from cleaning. */
export type LicenceTexts = {
  versions: NewLicenceVersion[];
  mistakes: Mistake[];
  warnings: PlacedWarning[];
  /** The publishers that the new texts affect. */
  superseded: Superseded[];
};

/** Finds what is new in the licenses of a masthead, and what that requires of publishers. Writes nothing. */
export async function readLicenceTexts(
  desk: Pick<DeskContext, "db" | "now" | "origin">,
  input: MastheadInput,
  before: Masthead | undefined,
): Promise<LicenceTexts> {
  const { licences, mistakes, warnings } = cleanLicences(input, desk.origin);
  const versions = await newVersions(desk, licences, before);
  const editorial = editorialMistakes(licences, before);
  return {
    versions,
    mistakes: [...mistakes, ...waitingMistakes(input.licences, before, desk.now), ...editorial],
    warnings,
    superseded: await readSuperseded(desk, versions, before),
  };
}

/** Cleans the HTML of the terms, which may contain no images. */
function cleanLicences({ licences }: MastheadInput, origin: string) {
  const mistakes: Mistake[] = [];
  const warnings: PlacedWarning[] = [];
  const entries = Object.entries(licences).map(([id, licence]) => {
    const field = `licences.${id}.text`;
    const result = cleanTerms(licence.text, { origin, base: termsUrl(origin, id), prefix: `cw-${id}-`, field });
    warnings.push(...result.warnings.map((warning) => ({ field, ...warning })));
    if (!result.ok) mistakes.push(...result.mistakes);
    return [id, { ...licence, text: result.ok ? result.body.join("") : "" }] as const;
  });
  return { licences: Object.fromEntries(entries), mistakes, warnings };
}

/** The first text of a license can't wait, because articles may be published under it at once. */
const waitingMistakes = (licences: Licences, before: Masthead | undefined, now: number): Mistake[] =>
  Object.entries(licences).flatMap(([id, { effective: { from } = {} }]) =>
    from === undefined || getOwn(before?.licences, id) !== undefined || Date.parse(from) <= now
      ? []
      : [
          {
            field: `licences.${id}.effective.from`,
            value: JSON.stringify(from),
            problem: "is in the future, but no earlier text of this license is in force until then",
            allowed: "a time that has passed, because this is the license's first text",
          },
        ],
  );

/** Returns mistakes for texts marked as editorial that aren't. The first text has none to differ from. */
const editorialMistakes = (licences: Licences, before: Masthead | undefined): Mistake[] =>
  Object.entries(licences).flatMap(([id, { editorial, exported: _, ...given }]) => {
    const inForce = getOwn(before?.licences, id);
    const mistake = editorial && inForce ? editorialMistake(completeLicence(given), inForce) : undefined;
    return mistake === undefined ? [] : [{ ...mistake, field: `licences.${id}.${mistake.field}` }];
  });

/** Returns the texts that are new, with their next version number. A text that is already in force or announced isn't new. */
async function newVersions(
  { db, now, origin }: Pick<DeskContext, "db" | "now" | "origin">,
  licences: Licences,
  before: Masthead | undefined,
): Promise<NewLicenceVersion[]> {
  const newest = await readNewestVersions(db);
  const all = await Promise.all(
    Object.entries(licences).map(async ([id, given]) => {
      const { exported, editorial, ...own } = given;
      const licence = completeLicence(own);
      const hash = await licenceHash(id, licence);
      const known = getOwn(before?.coming, id) ?? getOwn(before?.licences, id);
      if (known?.hash === hash) return [];
      const elsewhere = newest.has(id) ? undefined : exported;
      const since = instant(elsewhere ? Date.parse(elsewhere.since) : startOf(licence, newest.has(id), now));
      const version = elsewhere?.version ?? (newest.get(id) ?? 0) + 1;
      const mark = editorial && getOwn(before?.licences, id) ? { editorial } : {};
      const kept = { ...licence, version, hash, since, ...mark };
      return [{ id, licence: kept, offer: JSON.stringify(licenceOffer(id, kept, origin)) }];
    }),
  );
  return all.flat();
}

/**
 * Returns when a text takes effect, in milliseconds: at the time that it names, but a later text never before it is published.
 */
function startOf({ effective }: Licence, isLater: boolean, now: number): number {
  if (effective?.from === undefined) return now;
  return isLater ? Math.max(now, Date.parse(effective.from)) : Date.parse(effective.from);
}

/** Hashes a license's id, terms and clauses with SHA-256: this is what a publisher accepts. The editorial mark isn't included. */
const licenceHash = (id: string, licence: Licence): Promise<string> => sha256Hex(canonicalJson({ id, ...licence }));

async function readSuperseded(
  { db, now }: Pick<DeskContext, "db" | "now">,
  versions: readonly NewLicenceVersion[],
  before: Masthead | undefined,
): Promise<Superseded[]> {
  const ids = versions.flatMap(({ id, licence }) => (licence.editorial ? [] : [id]));
  if (ids.length === 0 || before === undefined) return [];
  const running = await readOpenAgreements(db, ids, instant(now));
  return supersededBy(versions, running, before.licences, instant(now));
}
