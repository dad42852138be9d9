import type { PUBLISHER_KINDS } from "../../../model/licence/clauses/eligibility.ts";
import type { FormMistake, Mistake } from "../../../model/mistake.ts";
import { APPLICATION } from "../../../model/policy.ts";
import { type AUDIENCE_KINDS, OWN_DOMAIN } from "../../../model/publisher/application.ts";
import { retiredProblem } from "../../../model/retired.ts";

/** The form's names for the kinds of publisher. */
export const KIND_OPTIONS: Record<(typeof PUBLISHER_KINDS)[number], string> = {
  newspaper: "Newspaper",
  magazine: "Magazine",
  broadcaster: "Radio or TV station",
  digital: "News site",
  newsletter: "Newsletter",
  agency: "News agency",
  nonprofit: "Nonprofit newsroom",
  education: "School or university",
};

/** The form's names for what an audience figure counts. */
export const AUDIENCE_OPTIONS: Record<(typeof AUDIENCE_KINDS)[number], string> = {
  "unique-visitors": "Unique visitors",
  circulation: "Print circulation",
  "broadcast-reach": "Broadcast reach",
  subscribers: "Subscribers",
};

/** What to enter in an empty field. */
const EMPTY: Record<string, string> = {
  organization: "Enter the name of your publication.",
  domains: `Enter at least one domain (up to ${APPLICATION.domains}).`,
  kind: "Choose a type.",
  country: "Choose a country.",
  monthlyAudience: "Enter a number, for example 24,000.",
  evidence: "Enter the address of a page, beginning with https://.",
  "audience.kind": "Choose what the figure counts.",
  "audience.period": "Enter a month or a year, for example October 2026.",
  "audience.source": "Enter the source of the figure, for example Google Analytics.",
  licences: "Choose at least one license.",
  "contact.name": "Enter a person’s name.",
  "contact.email": "Enter an email address.",
};

/** How to fix a field with a wrong value. */
const WRONG: Record<string, string> = {
  ...EMPTY,
  domains: "Enter a domain, for example paper.example.",
  "contact.email": "Enter a complete email address, for example name@paper.example.",
};

/** Problems whose own sentence is more specific than the form's. */
const OWN_WORDS: ReadonlySet<string> = new Set([OWN_DOMAIN, retiredProblem("licences")]);

/** Returns mistakes in the form's words, one per field. Other mistakes stay as they are. */
export function formMistakes(mistakes: readonly Mistake[], isEmpty: (field: string) => boolean): FormMistake[] {
  const told = new Map<string, FormMistake>();
  for (const mistake of mistakes) {
    const field = mistake.field.replace(/\[.*$/, "");
    const words = (isEmpty(field) ? EMPTY : WRONG)[field];
    const keepsItsOwn = words === undefined || OWN_WORDS.has(mistake.problem);
    if (!told.has(field)) told.set(field, keepsItsOwn ? mistake : { ...mistake, field, sentence: words });
  }
  return [...told.values()];
}
