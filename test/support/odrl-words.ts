import { VOCABULARY } from "../../src/render/rights/odrl/vocabulary.ts";
import { ORIGIN } from "./every-licence.ts";

// The terms of ODRL 2.2 (W3C, 2018: Vocabulary & Expression), which RightsML 2.0 (IPTC, 2018) adopts, and our own.

export const ODRL = "http://www.w3.org/ns/odrl/2/";
export const CW = `${ORIGIN}/ns#` as const;

const words = (namespace: string, names: string): string[] => names.split(/\s+/).map((name) => namespace + name);

/** The actions that offers may name, without our own. RightsML doesn't adopt those of Creative Commons (`cc:…`). */
const ODRL_ACTIONS = words(
  ODRL,
  `use distribute reproduce display present print archive aggregate index extract translate transform modify derive annotate
  include textToSpeech grantUse nextPolicy attribute inform obtainConsent compensate reviewPolicy delete sell read stream watermark`,
);
const TDM_ACTIONS = ["http://www.w3.org/ns/tdmrep#mine"];

const ours = (kind: string): string[] =>
  Object.entries(VOCABULARY).flatMap(([name, term]) => (term.kind === kind ? [CW + name] : []));

export const ACTIONS = [...ODRL_ACTIONS, ...TDM_ACTIONS, ...ours("action")];

/** The terms that ODRL 2.2 deprecates. */
export const DEPRECATED = words(
  ODRL,
  `copy license lease lend pay preview share commercialize attachPolicy attachSource shareAlike secondaryUse export append appendTo
  write writeTo adHocShare extractChar extractPage extractWord device system timedCount payeeParty inheritAllowed inheritRelation
  undefined ignore support scope`,
);

/** Without `industry`, which has a wrong IRI in the published context. */
export const LEFT_OPERANDS = [
  ...words(
    ODRL,
    `dateTime purpose recipient media product deliveryChannel virtualLocation spatial language count elapsedTime delayPeriod event
    percentage payAmount version fileFormat meteredTime timeInterval unitOfCount systemDevice`,
  ),
  ...ours("leftOperand"),
];

/** Without `neq`, which has a wrong IRI in the published context. */
export const OPERATORS = words(ODRL, "eq gt gteq lt lteq isA hasPart isPartOf isAllOf isAnyOf isNoneOf");
export const SET_OPERATORS = words(ODRL, "isA hasPart isPartOf isAllOf isAnyOf isNoneOf");

/** Events and other concepts that aren't actions. */
export const CONCEPTS = ours("concept");

/** Duties, each with the party function that says to whom it is owed, where that is named. */
export const PARTY_OF: Record<string, string> = {
  [`${ODRL}attribute`]: `${ODRL}attributedParty`,
  [`${ODRL}inform`]: `${ODRL}informedParty`,
  [`${ODRL}obtainConsent`]: `${ODRL}consentingParty`,
};
export const DUTIES = [...Object.keys(PARTY_OF), `${ODRL}delete`, ...ours("action")];

/** The action that each is included in. All others, and all of our own, are included in `use`. */
const INCLUDED_IN: Record<string, string> = {
  [`${ODRL}extract`]: `${ODRL}reproduce`,
  [`${ODRL}display`]: `${ODRL}play`,
  [`${ODRL}sell`]: `${ODRL}transfer`,
};

/** Returns an action and every action that includes it. */
export function withWider(action: string): string[] {
  if (action === `${ODRL}use` || action === `${ODRL}transfer`) return [action];
  return [action, ...withWider(INCLUDED_IN[action] ?? `${ODRL}use`)];
}
