import { MAIL } from "../../model/policy.ts";
import { PROOF_PROBLEMS } from "../../model/publisher/proof.ts";
import { DAY, instant } from "../../model/time.ts";
import { mailTime } from "../../render/mail/times.ts";
import { MAILS } from "../../render/messages/mails/mails.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { type ComposeContext, type Composition, type MailOf, SETTLED, say, staying } from "./context.ts";
import { makeMailLink } from "./links.ts";

/** Returns the publisher and the domain that a mail is about; undefined if either is gone. */
async function readBoth(context: ComposeContext, { facts }: MailOf<"domain.verify" | "domain.failing">) {
  const publisher = staying(context);
  if (publisher === undefined || publisher.status === "refused") return undefined;
  const domain = (await readDomains(context.db, publisher.id)).find((each) => each.domain === facts.domain);
  return domain === undefined ? undefined : { publisher, domain };
}

/** Writes to an address at a domain to ask whether the domain is the publisher's. */
export async function composeVerify(context: ComposeContext, mail: MailOf<"domain.verify">): Promise<Composition> {
  const both = await readBoth(context, mail);
  if (both === undefined) return SETTLED;
  const { publisher, domain } = both;
  const days = MAIL.verificationLinkDays;
  const wanted = {
    purpose: "verify-domain" as const,
    about: domain.domain,
    publisher: publisher.id,
    lasts: days * DAY,
  };
  const link = await makeMailLink(context, mail, wanted);
  const { organization } = publisher.application;
  const publication = context.site.masthead.publication.name;
  return say(MAILS["domain.verify"]({ organization, publication, domain: domain.domain, link, days }));
}

/** Writes to the contact that a domain proof is about to expire, unless it has been renewed. */
export async function composeFailing(context: ComposeContext, mail: MailOf<"domain.failing">): Promise<Composition> {
  const both = await readBoth(context, mail);
  const { until, problem, domain } = mail.facts;
  if (both === undefined || both.domain.expiresAt !== until || until <= instant(context.now)) return SETTLED;
  const { organization } = both.publisher.application;
  const problems: Readonly<Record<string, string>> = PROOF_PROBLEMS;
  return say(
    MAILS["domain.failing"]({
      organization,
      domain,
      problem: problems[problem] ?? PROOF_PROBLEMS["not-found"],
      until: mailTime(until, context.site.masthead),
      link: `${context.origin}/publisher/account`,
    }),
  );
}
