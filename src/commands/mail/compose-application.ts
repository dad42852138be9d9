import { getOwn } from "../../model/get-own.ts";
import { MAIL } from "../../model/policy.ts";
import { assessLicences } from "../../model/publisher/eligibility.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { spell } from "../../model/spelling.ts";
import { HOUR, instant } from "../../model/time.ts";
import type { ApplicationWay } from "../../render/messages/mails/application-words.ts";
import { MAILS } from "../../render/messages/mails/mails.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { type ComposeContext, type Composition, type MailOf, SETTLED, say, staying } from "./context.ts";
import { makeMailLink } from "./links.ts";

type ApplicationMail = MailOf<
  "application.received" | "application.arrived" | "application.incomplete" | "application.decided" | "application.lost"
>;

const hours = MAIL.applicationLinkHours;

/**
 * Returns the way to an application's page; after a publisher's first sign-in that page has no effect, so it leads to sign-in.
 */
async function wayToApplication(
  context: ComposeContext,
  mail: ApplicationMail,
  publisher: Publisher,
): Promise<ApplicationWay> {
  if (publisher.signedIn !== undefined) return { link: `${context.origin}/sign-in`, hours: undefined };
  const wanted = { purpose: "open-application" as const, about: publisher.id, publisher: publisher.id };
  return { link: await makeMailLink(context, mail, { ...wanted, lasts: hours * HOUR }), hours };
}

const publicationOf = ({ site }: ComposeContext): string => site.masthead.publication.name;

const licenceNames = ({ site }: ComposeContext, ids: readonly string[]): string[] =>
  ids.map((id) => getOwn(site.masthead.licences, id)?.name ?? id);

/** Writes to the contact that the application has arrived. */
export async function composeReceived(context: ComposeContext, mail: ApplicationMail): Promise<Composition> {
  const publisher = staying(context);
  if (publisher === undefined) return SETTLED;
  const way = await wayToApplication(context, mail, publisher);
  const { organization } = publisher.application;
  return say(MAILS["application.received"]({ organization, publication: publicationOf(context), way }));
}

/** Writes to the desk that there is a new application. */
export async function composeArrived(context: ComposeContext): Promise<Composition> {
  const publisher = staying(context);
  if (publisher === undefined) return SETTLED;
  const { organization, domains, licences } = publisher.application;
  const link = `${context.origin}/desk/publishers/${publisher.id}`;
  return say(MAILS["application.arrived"]({ organization, domains, licences: licenceNames(context, licences), link }));
}

/** Writes to the contact what the application still needs, if there is anything that they can act on. */
export async function composeIncomplete(context: ComposeContext, mail: ApplicationMail): Promise<Composition> {
  const publisher = staying(context);
  if (publisher?.status !== "applied") return SETTLED;
  const missing = await missingFor(context, publisher);
  if (missing.length === 0) return SETTLED;
  const way = await wayToApplication(context, mail, publisher);
  const { organization } = publisher.application;
  return say(MAILS["application.incomplete"]({ organization, publication: publicationOf(context), way, missing }));
}

async function missingFor({ db, now, site }: ComposeContext, publisher: Publisher): Promise<string[]> {
  const findings = assessLicences(publisher, await readDomains(db, publisher.id), site.masthead, instant(now));
  const todos = Object.values(findings).flatMap(({ reasons }) => reasons.flatMap(({ todo }) => todo ?? []));
  // These sentences of ours say "license"; what a newsroom wrote keeps its spelling.
  return [...new Set(todos)].map((todo) => spell(todo, site.masthead.publication.language));
}

/** Writes to the contact what was decided, and why. */
export async function composeDecided(
  context: ComposeContext,
  mail: MailOf<"application.decided">,
): Promise<Composition> {
  const publisher = staying(context);
  if (publisher === undefined) return SETTLED;
  const { organization } = publisher.application;
  return say(
    MAILS["application.decided"]({
      organization,
      publication: publicationOf(context),
      licences: licenceNames(context, publisher.approved),
      link: `${context.origin}/sign-in`,
      ...mail.facts,
    }),
  );
}

/** Writes to the contact, on request, the way back to an application's page. */
export async function composeLost(context: ComposeContext, mail: ApplicationMail): Promise<Composition> {
  const publisher = staying(context);
  if (publisher === undefined) return SETTLED;
  const way = await wayToApplication(context, mail, publisher);
  return say(MAILS["application.lost"]({ organization: publisher.application.organization, way }));
}
