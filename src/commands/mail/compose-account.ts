import { versionUrl } from "../../model/address.ts";
import { getOwn } from "../../model/get-own.ts";
import { SIGN_IN } from "../../model/policy.ts";
import { graceEnd } from "../../model/publisher/entitlement.ts";
import { withoutKeys } from "../../model/publisher/key.ts";
import { instant } from "../../model/time.ts";
import { mailTime } from "../../render/mail/times.ts";
import { MAILS } from "../../render/messages/mails/mails.ts";
import { readSupersededAgreements } from "../../store/publisher/agreement.ts";
import { makeSignInLink } from "../publishers/sign-in.ts";
import { type ComposeContext, type Composition, type MailOf, SETTLED, say, staying } from "./context.ts";

/** Returns the name of a mail's publisher: null for the desk's mails, undefined if the publisher left. */
const organizationOf = (
  context: ComposeContext,
  { publisher }: { publisher: string | null },
): string | null | undefined => (publisher === null ? null : staying(context)?.application.organization);

/** Returns a person's name as people know it; a publisher's own software acts under the publisher's id. */
const nameOf = (by: string, publisher: string | null, organization: string | null): string =>
  by === publisher ? `software using a key for ${organization}` : withoutKeys(by);

/** Writes a mail with a sign-in link; the link is created here, so the person's earlier links stop working. */
export async function composeSignIn(context: ComposeContext, mail: MailOf<"sign-in.asked">): Promise<Composition> {
  const organization = organizationOf(context, mail);
  if (organization === undefined || mail.person === null) return SETTLED;
  const { address } = await makeSignInLink(context, { id: mail.person, publisher: mail.publisher });
  const publication = context.site.masthead.publication.name;
  return say(MAILS["sign-in.asked"]({ organization, publication, link: address, minutes: SIGN_IN.linkMinutes }));
}

/** Writes a mail that tells a person that they may sign in. */
export async function composeInvited(context: ComposeContext, mail: MailOf<"person.invited">): Promise<Composition> {
  const organization = organizationOf(context, mail);
  if (organization === undefined) return SETTLED;
  const publication = context.site.masthead.publication.name;
  return say(
    MAILS["person.invited"]({
      organization,
      publication,
      by: nameOf(mail.facts.by, mail.publisher, organization),
      link: `${context.origin}/sign-in`,
    }),
  );
}

/** Writes a mail about changed terms, if the publisher hasn't accepted them; the deadline depends on the text it accepted. */
export async function composeTerms(context: ComposeContext, mail: MailOf<"terms.changed">): Promise<Composition> {
  const { licence, version } = mail.facts;
  const publisher = staying(context);
  const current = getOwn(context.site.masthead.licences, licence);
  if (publisher === undefined || current?.version !== version) return SETTLED;
  const running = await readSupersededAgreements(context.db, publisher.id, instant(context.now));
  const accepted = running.find((each) => each.licence === licence);
  if (accepted === undefined) return SETTLED;
  return say(
    MAILS["terms.changed"]({
      organization: publisher.application.organization,
      licence: current.name,
      accepted: accepted.version,
      version,
      deadline: mailTime(graceEnd(accepted.superseded, accepted.graceDays), context.site.masthead),
      text: versionUrl(context.origin, licence, version),
      link: `${context.origin}/publisher/agreements`,
    }),
  );
}

/** Writes a mail about a key that was created or revoked. */
export async function composeKey(
  context: ComposeContext,
  mail: MailOf<"key.made" | "key.revoked">,
): Promise<Composition> {
  const organization = staying(context)?.application.organization;
  if (organization === undefined) return SETTLED;
  const name = withoutKeys(mail.facts.name);
  const by = nameOf(mail.facts.by, mail.publisher, organization);
  const at = mailTime(mail.created, context.site.masthead);
  const link = `${context.origin}/publisher/keys`;
  return say(MAILS[mail.event]({ isMade: mail.event === "key.made", organization, name, by, at, link }));
}
