import { VOCABULARY } from "../../src/render/rights/odrl/vocabulary.ts";
import { ORIGIN } from "./every-licence.ts";

// The words of ODRL 2.2 (W3C, 2018: Vocabulary & Expression), which RightsML 2.0 (IPTC, 2018) takes over, and those that we add.

export const ODRL = "http://www.w3.org/ns/odrl/2/";
export const CW = `${ORIGIN}/ns#` as const;

const words = (namespace: string, names: string): string[] => names.split(/\s+/).map((name) => namespace + name);

/** What offers may name as an action, without our own. RightsML doesn't take over those of Creative Commons (`cc:…`). */
const ODRL_ACTIONS = words(
  ODRL,
  `use distribute reproduce display present print archive aggregate index extract translate transform modify derive annotate
  include textToSpeech grantUse nextPolicy attribute inform obtainConsent compensate reviewPolicy delete sell read stream watermark`,
);
const TDM_ACTIONS = ["http://www.w3.org/ns/tdmrep#mine"];

const ours = (kind: string): string[] =>
  Object.entries(VOCABULARY).flatMap(([name, term]) => (term.kind === kind ? [CW + name] : []));

export const ACTIONS = [...ODRL_ACTIONS, ...TDM_ACTIONS, ...ours("action")];

/** The words that ODRL 2.2 keeps for old policies only. */
export const DEPRECATED = words(
  ODRL,
  `copy license lease lend pay preview share commercialize attachPolicy attachSource shareAlike secondaryUse export append appendTo
  write writeTo adHocShare extractChar extractPage extractWord device system timedCount payeeParty inheritAllowed inheritRelation
  undefined ignore support scope`,
);

/** Without `industry`, whose address the published context has wrong. */
export const LEFT_OPERANDS = [
  ...words(
    ODRL,
    `dateTime purpose recipient media product deliveryChannel virtualLocation spatial language count elapsedTime delayPeriod event
    percentage payAmount version fileFormat meteredTime timeInterval unitOfCount systemDevice`,
  ),
  ...ours("leftOperand"),
];

/** Without `neq`, whose address the published context has wrong. */
export const OPERATORS = words(ODRL, "eq gt gteq lt lteq isA hasPart isPartOf isAllOf isAnyOf isNoneOf");
export const SET_OPERATORS = words(ODRL, "isA hasPart isPartOf isAllOf isAnyOf isNoneOf");

/** Events and other things that are named, not done. */
export const CONCEPTS = ours("concept");

/** Duties, each with the party that it is owed to, if that is named. */
export const PARTY_OF: Record<string, string> = {
  [`${ODRL}attribute`]: `${ODRL}attributedParty`,
  [`${ODRL}inform`]: `${ODRL}informedParty`,
  [`${ODRL}obtainConsent`]: `${ODRL}consentingParty`,
};
export const DUTIES = [...Object.keys(PARTY_OF), `${ODRL}delete`, ...ours("action")];

/** What is part of what. Everything else, and every action of ours, is part of `use` alone. */
const INCLUDED_IN: Record<string, string> = {
  [`${ODRL}extract`]: `${ODRL}reproduce`,
  [`${ODRL}display`]: `${ODRL}play`,
  [`${ODRL}sell`]: `${ODRL}transfer`,
};

/** An action, and every one that it is part of. */
export function withWider(action: string): string[] {
  if (action === `${ODRL}use` || action === `${ODRL}transfer`) return [action];
  return [action, ...withWider(INCLUDED_IN[action] ?? `${ODRL}use`)];
}
