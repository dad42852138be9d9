import type { Duty as Owed } from "../../../model/licence/clause.ts";
import type { Terms } from "../../../model/licence/terms.ts";
import { constraint, type Duty, duration, some } from "./json.ts";

type TermClauses = Omit<Terms, "text">;

/**
 * Returns the conditions of using the text: one duty for each clause that says `must`. ODRL has no "should". An obligation that
 * arises later, such as a correction or a report, can't be a condition of use (ODRL 2.2 §2.6.3).
 */
export function dutiesOf(terms: TermClauses, assigner: string): Duty[] {
  const { attribution, integrity, search, measurement } = terms;
  const credited = [
    attribution.byline,
    attribution.affiliation,
    attribution.logo,
    attribution.link,
    attribution.licenceLine,
  ];
  return owed([
    [credited.includes("must") ? "must" : "no", { action: "attribute", attributedParty: assigner }],
    [attribution.byline, { action: "cw:showByline" }],
    [attribution.affiliation, { action: "cw:showAffiliation" }],
    [attribution.firstPublished, { action: "cw:showFirstPublished" }],
    [attribution.link, { action: "cw:linkToOriginal" }],
    [attribution.logo, { action: "cw:showLogo" }],
    [attribution.licenceLine, { action: "cw:showLicence" }],
    [attribution.boilerplate, { action: "cw:keepNote" }],
    [attribution.partners, { action: "cw:creditPartners" }],
    [attribution.copyright, { action: "cw:keepCopyrightNotice" }],
    [search.duty, { action: "cw:markForSearch" }],
    [integrity.links, { action: "cw:keepLinks" }],
    [integrity.embeds, { action: "cw:keepEmbeds" }],
    [integrity.callsToAction, { action: "cw:keepCallsToAction" }],
    [integrity.additionalReporting, { action: "cw:nameAddedReporting" }],
    [integrity.indicateChanges, { action: "cw:indicateChanges" }],
    [integrity.shareAlike, { action: "cw:shareAlike" }],
    [measurement.beacon, { action: "cw:keepBeacon" }],
  ]);
}

const owed = (musts: readonly [Owed | undefined, Duty][]): Duty[] =>
  musts.flatMap(([value, duty]) => (value === "must" ? [duty] : []));

const applyCorrections = (hours: number | undefined): Duty => ({
  action: "cw:applyCorrections",
  ...some("constraint", within("cw:correction", hours)),
});

/** Applies to the full text only: an excerpt can't be used in full. */
export const wholeDuty = ({ integrity }: TermClauses): Duty[] =>
  integrity.extent === "whole" ? [{ action: "cw:takeWhole" }] : [];

const IMAGE_USE = {
  any: [],
  withStory: [{ action: "cw:useWithStory" }],
  once: [{ action: "cw:useOnce" }],
} as const;

/** Returns the obligations for every use: reporting, correcting and taking down a copy, and keeping to an image's limits. */
export const obligationsOf = ({ corrections, measurement, assets }: TermClauses, assigner: string): Duty[] => [
  ...owed([
    [measurement.report, { action: "inform", informedParty: assigner }],
    [corrections.apply, applyCorrections(corrections.applyWithinHours)],
    [corrections.takeDown, takeDown(corrections.takeDownWithinHours)],
    [corrections.acknowledge, { action: "cw:confirm" }],
  ]),
  ...((assets.images ?? "none") === "none" ? [] : IMAGE_USE[assets.use ?? "any"]),
];

const takeDown = (hours: number | undefined): Duty => ({
  action: "delete",
  ...some("constraint", within("cw:withdrawal", hours)),
});

const within = (event: string, hours: number | undefined) => [
  ...constraint("event", "eq", { "@id": event }),
  ...constraint("elapsedTime", "lteq", hours === undefined ? undefined : duration(`PT${hours}H`)),
];
