import { countryName } from "../licence/clause.ts";
import { type Eligibility, KIND_NAMES } from "../licence/clauses/eligibility.ts";

const OR = new Intl.ListFormat("en-US", { type: "disjunction" });
const AND = new Intl.ListFormat("en-US", { type: "conjunction" });

/** Says who a license is for, in the sentence that begins its application. */
export function eligibilityRule(clause: Eligibility): string {
  const who = clause.kinds.length === 0 ? "news publishers" : OR.format(clause.kinds.map((kind) => KIND_NAMES[kind]));
  const where = clause.regions.length === 0 ? "" : ` based in ${OR.format(clause.regions.map(placeName))}`;
  const reach = reachOf(clause);
  const qualities = qualitiesOf(clause);
  return `For ${who}${where}${reach === "" ? "" : ` with ${reach}`}${qualities === "" ? "" : ` that ${qualities}`}.`;
}

/** Countries whose names take an article in a sentence. */
const WITH_ARTICLE = new Set([
  "AE",
  "BS",
  "CD",
  "CF",
  "DO",
  "GB",
  "GM",
  "KM",
  "MH",
  "MV",
  "NL",
  "PH",
  "SB",
  "SC",
  "US",
  "VA",
]);

const placeName = (code: string): string => `${WITH_ARTICLE.has(code) ? "the " : ""}${countryName(code)}`;

const reachOf = ({ monthlyAudience, largeAudience }: Eligibility): string =>
  AND.format([
    ...(monthlyAudience === undefined ? [] : [`at least ${monthlyAudience.toLocaleString("en-US")} monthly readers`]),
    ...(largeAudience === "must" ? ["a large audience"] : []),
  ]);

const qualitiesOf = ({ accredited, local, membership, associations = [], directory }: Eligibility): string =>
  AND.format([
    ...(accredited === "must" ? ["are accredited news organizations"] : []),
    ...(local === "must" ? ["serve a local community"] : []),
    ...(membership === undefined ? [] : [`are members of ${membership}`]),
    // If a membership is named, the listings only prove it.
    ...(membership !== undefined || (associations.length === 0 && directory === undefined)
      ? []
      : [
          OR.format([
            ...(associations.length === 0 ? [] : [`are members of ${OR.format(associations)}`]),
            ...(directory === undefined ? [] : [`are listed at ${directory}`]),
          ]),
        ]),
  ]);
