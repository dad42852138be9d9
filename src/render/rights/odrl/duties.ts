import type { Duty as Owed } from "../../../model/licence/clause.ts";
import type { Terms } from "../../../model/licence/terms.ts";
import { constraint, type Duty, duration, some } from "./json.ts";

type TermClauses = Omit<Terms, "text">;

/**
 * What has to be done for the text to be used: one duty for each clause that says `must`. ODRL knows no "should". What is
 * owed only later, when something is corrected or to be told, can't be a condition of the use (ODRL 2.2 §2.6.3).
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

/** Of the full text alone: an excerpt can't be taken as a whole. */
export const wholeDuty = ({ integrity }: TermClauses): Duty[] =>
  integrity.extent === "whole" ? [{ action: "cw:takeWhole" }] : [];

const IMAGE_USE = {
  any: [],
  withStory: [{ action: "cw:useWithStory" }],
  once: [{ action: "cw:useOnce" }],
} as const;

/** What is owed whatever was used: a copy is told of, corrected and taken down, and an image goes only as far as it may. */
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
