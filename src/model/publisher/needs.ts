import { getOwn } from "../get-own.ts";
import type { Eligibility } from "../licence/clauses/eligibility.ts";
import { PUBLISHER_KINDS } from "../licence/clauses/eligibility.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import { isForAnyone } from "../licence/public-use.ts";
import type { Mistake } from "../mistake.ts";
import { offeredLicences, type Retired } from "../retired.ts";
import type { Application } from "./application.ts";

/** Facts that an application must state because a license's conditions depend on them. */
export type Need = "kind" | "country" | "audience" | "evidence" | "accredited" | "membership" | "local";

/** Returns the facts that the conditions of licenses need. */
export function applicationNeeds(clauses: readonly Eligibility[]): ReadonlySet<Need> {
  return new Set(clauses.filter(({ who }) => who === undefined || who === "publishers").flatMap(needsOf));
}

const needsOf = (clause: Eligibility): Need[] => [
  ...(clause.kinds.length > 0 ? (["kind"] as const) : []),
  ...(clause.regions.length > 0 ? (["country"] as const) : []),
  ...(clause.monthlyAudience !== undefined || clause.largeAudience === "must" ? (["audience"] as const) : []),
  ...(clause.evidence === "must" ? (["evidence"] as const) : []),
  ...(clause.accredited === "must" ? (["accredited"] as const) : []),
  ...(clause.membership !== undefined ? (["membership"] as const) : []),
  ...(clause.local === "must" ? (["local"] as const) : []),
];

/** Whether the full text requires an application: not if it is open to everyone, or to nobody. */
export const takesApplication = ({
  eligibility,
  publicText,
  ended,
}: Pick<LicenceVersion, "eligibility" | "publicText" | "ended">): boolean =>
  !ended && eligibility.who !== "nobody" && !(publicText === "full" && isForAnyone({ eligibility }));

/** The licenses that a publisher can apply for, by id. */
export const appliableLicences = (masthead: {
  licences: Readonly<Record<string, LicenceVersion>>;
  retired?: Retired | undefined;
}): [id: string, licence: LicenceVersion][] =>
  Object.entries(offeredLicences(masthead)).filter(([, licence]) => takesApplication(licence));

/** Returns the facts that the chosen licenses need and an application lacks. Claims may be missing: that counts against it. */
export function missingFacts(
  application: Application,
  licences: Readonly<Record<string, Pick<LicenceVersion, "eligibility">>>,
): Mistake[] {
  const chosen = application.licences.flatMap((id) => getOwn(licences, id)?.eligibility ?? []);
  const needs = applicationNeeds(chosen);
  const facts: [Need, keyof Application, string][] = [
    ["kind", "kind", PUBLISHER_KINDS.join(", ")],
    ["country", "country", "a country or part of one (ISO 3166), such as US or US-CA"],
    ["audience", "monthlyAudience", "a whole number"],
    ["evidence", "evidence", "a full web address that starts with http:// or https://"],
  ];
  return facts.flatMap(([need, field, allowed]) =>
    needs.has(need) && application[field] === undefined ? [{ field, problem: "is missing", allowed }] : [],
  );
}
