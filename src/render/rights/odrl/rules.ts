import type { Permission, Signal } from "../../../model/licence/clause.ts";
import { eligibilityClauses } from "../../../model/licence/clauses/eligibility.ts";
import type { DeliveryChannel } from "../../../model/licence/clauses/grant.ts";
import { isForAnyone } from "../../../model/licence/public-use.ts";
import type { Terms } from "../../../model/licence/terms.ts";
import { instant } from "../../../model/time.ts";
import { dutiesOf, wholeDuty } from "./duties.ts";
import { type Constraint, constraint, duration, type PartyCollection, type Rule, some, time } from "./json.ts";

/** The terms that become rules, with their page and the granting party. */
export type Policy = { terms: Omit<Terms, "text">; page: string; assigner: string };

type RuleSet = { permission: Rule[]; prohibition: Rule[] };
const NOTHING: RuleSet = { permission: [], prohibition: [] };

/** Turns a clause into a permission, a permission that needs consent, or a prohibition; no rule if the clause is silent. */
function rule(
  policy: Policy,
  value: Permission | Signal | undefined,
  actions: readonly string[],
  more: Omit<Rule, "action">,
): RuleSet {
  const said = { action: actions, ...more };
  if (value === undefined || value === "unset") return NOTHING;
  if (value === "deny") return { ...NOTHING, prohibition: [{ action: actions }] };
  if (value === "allow") return { ...NOTHING, permission: [said] };
  const consent = { action: "obtainConsent", consentingParty: policy.assigner } as const;
  return { ...NOTHING, permission: [{ ...said, duty: [consent, ...(said.duty ?? [])] }] };
}

/** Returns every rule of the license, in the order of its clauses. */
export function rulesOf(policy: Policy): RuleSet {
  const { terms } = policy;
  const { grant, integrity, commercial, automation, machineUse } = terms;
  const anyone = some("constraint", validity(terms));
  const eligible = { ...anyone, ...assignee(policy) };
  const there = some("constraint", [...validity(terms), ...limits(terms, [])]);
  const ofMachines = isForAnyone(terms) ? there : { ...there, ...assignee(policy) };
  /** What only eligible publishers may do. */
  const ofPublishers = (
    value: Permission | undefined,
    actions: readonly string[],
    more: Omit<Rule, "action"> = eligible,
  ) => rule(policy, value, actions, more);
  const grantRule = (
    value: Permission | undefined,
    actions: readonly string[],
    {
      channels = [],
      size = [],
      whole = true,
    }: { channels?: readonly DeliveryChannel[]; size?: Constraint[]; whole?: boolean } = {},
  ) =>
    ofPublishers(value, actions, {
      ...eligible,
      ...some("constraint", [...validity(terms), ...limits(terms, channels), ...size]),
      ...some("duty", [...dutiesOf(terms, policy.assigner), ...(whole ? wholeDuty(terms) : [])]),
    });
  const all = [
    toNobody(policy),
    grantRule(grant.republish, republishActions(terms), { channels: grant.republishIn }),
    grantRule(grant.excerpt, ["extract"], { channels: grant.excerptIn, size: excerptSize(terms), whole: false }),
    rule(policy, grant.quote, ["cw:quote"], anyone),
    grantRule(grant.translate, ["translate"]),
    grantRule(grant.archive, ["archive"]),
    rule(policy, grant.link, ["cw:link"], anyone),
    ...edits(terms).map(([value, action]) => ofPublishers(value, action)),
    ofPublishers(integrity.headline, ["cw:changeHeadline"]),
    ofPublishers(integrity.shortening, ["cw:shorten"]),
    ofPublishers(commercial.adsOnPage, ["cw:showAds"]),
    ofPublishers(commercial.adsAgainst, ["cw:sellAdsAgainst"]),
    ofPublishers(commercial.paywall, ["cw:chargeReaders"]),
    grantRule(commercial.resale, ["sell"]),
    grantRule(commercial.resyndication, ["grantUse"]),
    ofPublishers(automation.import, ["cw:importAutomatically"]),
    ofPublishers(automation.framing, ["cw:frame"]),
    // Being found by search isn't a copy, so eligibility doesn't matter.
    rule(policy, machineUse.search, ["index"], there),
    rule(policy, machineUse.aiInput, ["cw:aiInput"], ofMachines),
    rule(policy, machineUse.aiTrain, ["cw:aiTrain"], ofMachines),
    rule(policy, machineUse.ai, ["cw:aiUse"], ofMachines),
    // TDMRep's reservation covers training only.
    rule(policy, machineUse.aiTrain === "deny" ? "deny" : undefined, ["tdm:mine"], {}),
    images(policy),
  ];
  const permission = all.flatMap((each) => each.permission);
  const prohibition = all.flatMap((each) => each.prohibition);
  return permission.length + prohibition.length > 0 ? { permission, prohibition } : reading(policy);
}

/** If nobody is eligible, a single prohibition says so. A story that isn't licensed at all has no rules. */
const toNobody = (policy: Policy): RuleSet => {
  const { excluded, eligibility } = policy.terms;
  return rule(policy, !excluded && eligibility.who === "nobody" ? "deny" : undefined, NOT_GRANTED, {});
};

const NOT_GRANTED = ["reproduce", "distribute", "display", "derive"];

/** A policy needs at least one rule (ODRL 2.2 §2.1). Terms without rules still say what everyone may read, and for how long. */
function reading({ page, terms }: Policy): RuleSet {
  const target = { "@type": "AssetCollection" as const, source: sourceOf(page, "public-text") };
  const times = validity(terms);
  const rule = { action: ["read"], target, ...(times.length > 0 ? { constraint: times } : {}) };
  return { permission: [rule], prohibition: [] };
}

/** ODRL's `extract` is part of `reproduce`, so a license that allows excerpts but not the whole forbids our narrower action. */
const republishActions = ({ grant }: Policy["terms"]): string[] =>
  grant.republish === "deny" && grant.excerpt !== undefined && grant.excerpt !== "deny"
    ? ["cw:republish"]
    : ["reproduce", "distribute", "display"];

/** A translation is a derivative too: if translation is allowed, `derive` can't be forbidden. */
function edits({ integrity, grant }: Policy["terms"]): [Permission, string[]][] {
  const derive = grant.translate === "deny" ? ["derive"] : [];
  if (integrity.edits === undefined) return [];
  if (integrity.edits === "any") return [["allow", ["modify"]]];
  if (integrity.edits === "none") return [["deny", ["modify", ...derive]]];
  return [
    ["allow", ["cw:editForStyle"]],
    ["deny", ["cw:materialEdit", ...derive]],
  ];
}

/** The period in which the terms apply. */
const validity = ({ effective, expires }: Policy["terms"]): Constraint[] => [
  ...constraint("dateTime", "gteq", effective?.from && time(instant(Date.parse(effective.from) + 999))),
  ...constraint("dateTime", "lt", expires && time(instant(Date.parse(expires)))),
];

/** The channels, countries, languages and time limit for a copy. */
const limits = (
  { grant, time: { removeAfterDays } }: Policy["terms"],
  channels: readonly DeliveryChannel[],
): Constraint[] => [
  ...constraint("deliveryChannel", "isAnyOf", channels),
  ...constraint("spatial", "isAnyOf", grant.territories.map(placeOf)),
  ...constraint("language", "isAnyOf", grant.languages),
  // ODRL's own elapsedTime counts from first use; the clause counts from publication.
  ...constraint(
    "cw:sincePublished",
    "lteq",
    removeAfterDays === undefined ? undefined : duration(`P${removeAfterDays}D`),
  ),
];

/** ODRL 2.2 requires a URI for a place: one of our own with the ISO 3166 code. */
const placeOf = (code: string) => ({ "@id": `cw:place-${code}` });

const excerptSize = ({ grant }: Policy["terms"]): Constraint[] => [
  ...constraint("cw:words", "lteq", grant.excerptWords),
  ...constraint("cw:paragraphs", "lteq", grant.excerptParagraphs),
];

/**
 * Returns the eligible parties as a collection; software can't express whom the desk admits. Terms that don't name them aren't
 * an offer to everyone either: the collection is then everyone who accepts the terms.
 */
function assignee({ terms, page }: Policy): { assignee?: PartyCollection } {
  const { eligibility } = terms;
  const exclusion = constraint("cw:notAmong", "isNoneOf", eligibility.excluded);
  const source = sourceOf(page, eligibilityClauses(eligibility)[0]?.id);
  if (eligibility.who === "anyone")
    return exclusion.length === 0 ? {} : { assignee: { "@type": "PartyCollection", source, refinement: exclusion } };
  const refinement = [
    ...constraint("cw:publisherKind", "isAnyOf", eligibility.kinds),
    ...constraint("cw:accredited", "eq", eligibility.accredited === "must" ? true : undefined),
    ...constraint("cw:local", "eq", eligibility.local === "must" ? true : undefined),
    ...constraint("cw:home", "isAnyOf", eligibility.regions.map(placeOf)),
    ...constraint("cw:memberOf", "eq", eligibility.membership),
    ...constraint("cw:listedBy", "isAnyOf", listersOf(eligibility)),
    ...constraint("cw:largeAudience", "eq", eligibility.largeAudience === "must" ? true : undefined),
    ...constraint("cw:monthlyAudience", "gteq", eligibility.monthlyAudience),
    ...constraint("cw:evidence", "eq", eligibility.evidence === "must" ? true : undefined),
    ...constraint(
      "cw:shownWithin",
      "lteq",
      eligibility.lapsesAfterDays && duration(`P${eligibility.lapsesAfterDays}D`),
    ),
    ...exclusion,
    ...constraint("cw:decidedBy", "eq", eligibility.approval),
  ];
  return { assignee: { "@type": "PartyCollection", source, ...some("refinement", refinement) } };
}

/** The associations and the directory, one of which must list a publisher. */
const listersOf = ({ associations = [], directory }: Policy["terms"]["eligibility"]): string[] => [
  ...associations.map((domain) => `https://${domain}/`),
  ...(directory === undefined ? [] : [directory]),
];

/** Images have licenses of their own, so the text's offer only says if there is none. */
const images = ({ terms: { assets }, page }: Policy): RuleSet =>
  assets.images === "none"
    ? {
        permission: [],
        prohibition: [
          {
            action: ["reproduce", "distribute", "display"],
            target: { "@type": "AssetCollection", source: sourceOf(page, "assets.images") },
          },
        ],
      }
    : NOTHING;

/**
 * The clause on the terms page that defines a collection, or the page if no clause does. A page that is already a fragment of
 * another page stays as it is.
 */
const sourceOf = (page: string, clause: string | undefined): string =>
  page.includes("#") || clause === undefined ? page : `${page}#${clause}`;
