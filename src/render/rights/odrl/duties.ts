import type { Duty as Owed } from "../../../model/licence/clause.ts";
import type { Terms } from "../../../model/licence/terms.ts";
import { constraint, type Duty, duration, some } from "./json.ts";

type TermClauses = Omit<Terms, "text">;

/** What has to be done for the text to be used: one duty for each clause that says `must`. ODRL knows no "should". */
export function dutiesOf(terms: TermClauses, assigner: string): Duty[] {
  const { attribution, integrity, search, measurement, corrections } = terms;
  const credited = [
    attribution.byline,
    attribution.affiliation,
    attribution.logo,
    attribution.link,
    attribution.licenceLine,
  ];
  const musts: [Owed, Duty][] = [
    [credited.includes("must") ? "must" : "no", { action: "attribute", attributedParty: assigner }],
    [attribution.byline, { action: "cw:showByline" }],
    [attribution.affiliation, { action: "cw:showAffiliation" }],
    [attribution.firstPublished, { action: "cw:showFirstPublished" }],
    [attribution.link, { action: "cw:linkToOriginal" }],
    [attribution.logo, { action: "cw:showLogo" }],
    [attribution.licenceLine, { action: "cw:showLicence" }],
    [attribution.boilerplate, { action: "cw:keepNote" }],
    [attribution.partners, { action: "cw:creditPartners" }],
    [search.duty, { action: "cw:markForSearch" }],
    [integrity.links, { action: "cw:keepLinks" }],
    [integrity.embeds, { action: "cw:keepEmbeds" }],
    [integrity.callsToAction, { action: "cw:keepCallsToAction" }],
    [integrity.additionalReporting, { action: "cw:nameAddedReporting" }],
    [measurement.beacon, { action: "cw:keepBeacon" }],
    [measurement.report, { action: "inform", informedParty: assigner }],
    [corrections.apply, applyCorrections(corrections.applyWithinHours)],
    [corrections.acknowledge, { action: "cw:confirm" }],
  ];
  return musts.flatMap(([value, duty]) => (value === "must" ? [duty] : []));
}

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

/** What is owed whatever was used: a recall is obeyed, and an image goes only as far as it may. */
export const obligationsOf = ({ corrections, eligibility, assets }: TermClauses): Duty[] => [
  ...(corrections.takeDown === "must" && eligibility.who !== "nobody"
    ? [{ action: "delete", ...some("constraint", within("cw:withdrawal", corrections.takeDownWithinHours)) }]
    : []),
  ...(assets.images === "none" ? [] : IMAGE_USE[assets.use]),
];

const within = (event: string, hours: number | undefined) => [
  ...constraint("event", "eq", { "@id": event }),
  ...constraint("elapsedTime", "lteq", hours === undefined ? undefined : duration(`PT${hours}H`)),
];
