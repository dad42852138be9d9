import type { AgreementTodo } from "../../contract/agreement-todo.ts";
import { textInForce } from "../../model/accepted-terms.ts";
import { versionUrl } from "../../model/address.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Masthead } from "../../model/masthead.ts";
import { graceEnd } from "../../model/publisher/entitlement.ts";
import { isRetired } from "../../model/retired.ts";

/** An agreement to a license version that a later one supersedes, now or at a future time (`superseded`, UTC to the second). */
export type SupersededAgreement = { licence: string; version: number; superseded: string; graceDays: number | null };

type On = { masthead: Masthead; origin: string };

/** The agreements to renew, earliest deadline first. Nobody can accept a retired or ended license, so these are left out. */
export const agreementTodos = (agreements: readonly SupersededAgreement[], site: On, now: string): AgreementTodo[] =>
  agreements
    .flatMap((agreement) => agreementTodo(agreement, site, now))
    .sort((one, other) => (one.deadline < other.deadline ? -1 : 1));

function agreementTodo(agreement: SupersededAgreement, { masthead, origin }: On, now: string): AgreementTodo[] {
  const { licence, version: accepted, superseded, graceDays } = agreement;
  const text = textToAccept(agreement, masthead, now);
  if (text === undefined || text.ended || isRetired(masthead.retired, "licences", licence)) return [];
  const deadline = graceEnd(superseded, graceDays);
  const { name, version, since } = text;
  return [
    {
      ...{ licence, name, accepted, version, terms: versionUrl(origin, licence, version), since },
      ...{ inForce: since <= now, deadline, overdue: deadline <= now },
    },
  ];
}

/** Returns the version that replaces the accepted one: the version in force, or one that has been announced. */
function textToAccept(
  { licence, version, superseded }: SupersededAgreement,
  masthead: Masthead,
  now: string,
): LicenceVersion | undefined {
  const coming = getOwn(masthead.coming, licence);
  const isComing = coming !== undefined && (superseded > now || coming.since <= now);
  const text = isComing ? coming : textInForce(masthead, licence);
  return text !== undefined && text.version > version ? text : undefined;
}
