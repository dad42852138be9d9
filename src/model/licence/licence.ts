import { z } from "zod";
import { CLAUSE, LENGTH } from "../policy.ts";
import { dateTime, email, fields, language, plainLine, title, webAddress } from "../text.ts";
import { type Clause, describeDuty, describeFact } from "./clause.ts";
import { assetsClauses, assetsFields } from "./clauses/assets.ts";
import { attributionClauses, attributionFields } from "./clauses/attribution.ts";
import { automationClauses, automationFields } from "./clauses/automation.ts";
import { commercialClauses, commercialFields } from "./clauses/commercial.ts";
import { correctionsClauses, correctionsFields } from "./clauses/corrections.ts";
import { eligibilityClauses, eligibilityFields } from "./clauses/eligibility.ts";
import { exceptionsClauses, exceptionsFields } from "./clauses/exceptions.ts";
import { grantClauses, grantFields } from "./clauses/grant.ts";
import { type Groups, SILENCE } from "./clauses/groups.ts";
import { integrityClauses, integrityFields } from "./clauses/integrity.ts";
import { everyUse, machineUseClauses, machineUseFields } from "./clauses/machine-use.ts";
import { measurementClauses, measurementFields } from "./clauses/measurement.ts";
import { searchClauses, searchFields } from "./clauses/search.ts";
import { timeClauses, timeFields } from "./clauses/time.ts";
import { asDeed, ccGroups, ccKind } from "./creative-commons.ts";
import type { FormerLicence } from "./former-licence.ts";

const headFields = {
  name: title(LENGTH.name).describe("Its name."),
  url: webAddress
    .overwrite(asDeed)
    .optional()
    .describe("The address of its deed, only for a Creative Commons license."),
  statement: plainLine(LENGTH.note).describe("The sentence that sums it up, shown with every article under it."),
  contact: email.describe("Where questions about it go."),
  licensor: title(LENGTH.title).optional().describe("The licensor; by default, the publication."),
  language: language.optional().describe("The language of its text; by default, the publication's."),
  effective: fields({
    from: dateTime.optional().describe("In force from this time; by default, as soon as it is published."),
    to: dateTime.optional().describe("In force until this time; from then on it grants nothing."),
  })
    .optional()
    .describe("When it is in force."),
  publicText: z
    .enum(["full", "summary", "link"])
    .describe("What anyone may read in a feed: the `full` text, the `summary`, or only the headline and a `link`."),
};

/** A group of clauses as written: a missing field isn't addressed, or is defined by Creative Commons. */
const group = <Shape extends z.ZodRawShape>(shape: Shape, about: string) =>
  fields(shape).partial().optional().describe(about);

/** A license's front matter, for software. The human-readable text is next to it. */
export const licenceFields = {
  ...headFields,
  grant: group(grantFields, "What may be done with the text."),
  eligibility: group(eligibilityFields, "Who may do it."),
  attribution: group(attributionFields, "What a copy must show."),
  search: group(searchFields, "What a copy tells search engines."),
  integrity: group(integrityFields, "How far a copy may differ."),
  commercial: group(commercialFields, "How copies may make money."),
  automation: group(automationFields, "How copies may be made."),
  machineUse: group(machineUseFields, "What machines may do."),
  assets: group(assetsFields, "What applies to images."),
  time: group(timeFields, "How long a copy may stay up."),
  measurement: group(measurementFields, "What we want to know about copies."),
  corrections: group(correctionsFields, "What happens when the story changes."),
  exceptions: group(exceptionsFields, "What isn't covered."),
};

/** A license's state on the wire that it was exported from. */
export const ExportedLicence = fields({
  version: z.int().min(1).max(CLAUSE.versions).describe("The text's version."),
  since: dateTime.describe("When it came into force."),
}).meta({ id: "ExportedLicence" });

/** A license as the desk sends it: clauses, and the terms as HTML. */
export const LicenceInput = fields({
  ...licenceFields,
  text: z.string().describe("The terms, as HTML."),
  editorial: z
    .boolean()
    .optional()
    .describe(
      "`true`: only the wording differs from the version in force, not a clause, so agreements to that version stay valid. It has no effect on a license's first version.",
    ),
  exported: ExportedLicence.optional().describe(
    "Only in an export: the text's version, and when it came into force. Used only for a license that is new here.",
  ),
}).meta({ id: "LicenceInput" });
export type LicenceInput = z.infer<typeof LicenceInput>;

/** The fields of a license that could be read. */
export type ReadLicence = Partial<LicenceInput>;

/** A license with every group of clauses, and with Creative Commons' own if it is one of theirs. */
export type Licence = Omit<LicenceInput, keyof Groups | "exported" | "editorial"> & Groups;

/** What a license says without any clause: what Creative Commons says if it is one of theirs, otherwise nothing. */
export function withSilence({ url }: Pick<LicenceInput, "url">): Groups {
  const kind = ccKind(url);
  return kind === undefined ? SILENCE : ccGroups(kind);
}

const overlay = <Group extends object>(
  base: Group,
  given: { [Key in keyof Group]?: Group[Key] | undefined } = {},
): Group => ({
  ...base,
  ...given,
});

type Written = Omit<LicenceInput, "text">;
type Complete<Given> = Omit<Given, keyof Groups> & Groups;

/** Completes a license with every group, and with what Creative Commons says where the license itself doesn't. */
export const completeLicence = <Given extends Written>(given: Given): Complete<Given> =>
  withGroups(withSilence(given), given);

/**
 * Completes a stored license. An accepted text keeps its meaning, even if Creative Commons is read differently now. For a text
 * from before there were clauses, only what Creative Commons says is known.
 */
export const keptLicence = <Given extends Written>(kept: Given): Complete<Given> =>
  kept.grant === undefined ? completeLicence(kept) : withGroups(SILENCE, kept);

function withGroups<Given extends Written>(base: Groups, given: Given): Complete<Given> {
  return {
    ...given,
    grant: overlay(base.grant, given.grant),
    eligibility: overlay(base.eligibility, given.eligibility),
    attribution: overlay(base.attribution, given.attribution),
    search: overlay(base.search, given.search),
    integrity: overlay(base.integrity, given.integrity),
    commercial: overlay(base.commercial, given.commercial),
    automation: overlay(base.automation, given.automation),
    machineUse: everyUse(overlay(base.machineUse, given.machineUse)),
    assets: overlay(base.assets, given.assets),
    time: overlay(base.time, given.time),
    measurement: overlay(base.measurement, given.measurement),
    corrections: overlay(base.corrections, given.corrections),
    exceptions: overlay(base.exceptions, given.exceptions),
  };
}

/** What is stored with a license version. */
export type PublishedFields = {
  /** The version number, starting at 1. */
  version: number;
  /** SHA-256 in hex of terms and clauses, in RFC 8785 canonical form. */
  hash: string;
  /** When it comes into force, UTC to the second. */
  since: string;
  /** Set once it has ended: then it grants nothing. */
  ended?: boolean;
  /** Set if only its wording differs from the version before it. */
  editorial?: boolean | undefined;
  /** The Creative Commons licenses that it was before and no longer is. */
  former?: readonly FormerLicence[];
};

/** A license as it is stored. */
export type LicenceVersion = Licence & PublishedFields;

/** Returns a license without the stored extras: what its hash covers. */
export function termsAndClauses({
  version: _v,
  hash: _h,
  since: _s,
  ended: _e,
  editorial: _ed,
  former: _f,
  ...licence
}: LicenceVersion): Licence {
  return licence;
}

const PUBLIC_TEXT = {
  full: "Anyone may read the full text in the public feeds.",
  summary:
    "The public feeds carry a summary. Eligible publishers that have accepted these terms receive the full text.",
  link: "The feeds carry the headline and a link. The text stays where it was first published.",
} as const;

/** Returns every clause of a license, in the order of its terms page, and nothing else. */
export const clauses = (licence: Omit<Licence, "text">): Clause[] =>
  ccKind(licence.url) === undefined ? all(licence) : all(licence).flatMap(asCcAllows);

/** Under Creative Commons, a line's position can only be requested: §3(a)(2) allows any reasonable manner. */
const asCcAllows = (clause: Clause): Clause[] =>
  clause.id === "attribution.position"
    ? describeDuty(clause.id, "should", `show that line at the ${clause.value} of the story`).map((asked) => ({
        ...asked,
        value: clause.value,
      }))
    : [clause];

const all = (licence: Omit<Licence, "text">): Clause[] => [
  ...describeFact("public-text", licence.publicText, PUBLIC_TEXT[licence.publicText], true),
  ...grantClauses(licence.grant),
  ...eligibilityClauses(licence.eligibility),
  ...attributionClauses(licence.attribution),
  ...searchClauses(licence.search),
  ...integrityClauses(licence.integrity),
  ...commercialClauses(licence.commercial),
  ...automationClauses(licence.automation),
  ...machineUseClauses(licence.machineUse),
  ...assetsClauses(licence.assets),
  ...timeClauses(licence.time),
  ...measurementClauses(licence.measurement),
  ...correctionsClauses(licence.corrections),
  ...exceptionsClauses(licence.exceptions),
  ...describeFact("licensor", licence.licensor, `The licensor is ${licence.licensor}.`),
  ...describeFact("effective.from", licence.effective?.from, `In force from ${licence.effective?.from}.`, true),
  ...describeFact(
    "effective.to",
    licence.effective?.to,
    `In force until ${licence.effective?.to}; from then on nothing is granted.`,
    true,
  ),
  ...describeFact("contact", licence.contact, `Questions, exceptions and paid licenses: ${licence.contact}.`),
];
