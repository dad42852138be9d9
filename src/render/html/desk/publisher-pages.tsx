import type { Child } from "hono/jsx";
import type { PublisherJson } from "../../../contract/publisher.ts";
import { countryName } from "../../../model/licence/clause.ts";
import { describeAudience } from "../../../model/publisher/audience.ts";
import { DECISIONS, type Decision } from "../../../model/publisher/publisher.ts";
import type { Site } from "../../site.ts";
import { Choices, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Time } from "../kit/time.tsx";
import { isRetired, Reasons } from "../publisher/application-page.tsx";
import { KIND_OPTIONS } from "../publisher/apply-words.ts";
import { LogLine } from "./log-sentence.tsx";
import { STATUS_NAMES } from "./publishers-page.tsx";
import { deskTools } from "./tools.ts";
import { Vouch } from "./vouch-forms.tsx";

export type AuditLine = { at: string; by: string; action: string; article?: string | null; reason: string | null };

const NAMES: Record<Decision, string> = {
  approve: "Approve",
  refuse: "Refuse",
  suspend: "Suspend",
  restore: "Restore",
};

type PublisherPageProps = {
  view: PublisherJson;
  audit: readonly AuditLine[];
  site: Site;
  problem?: string | undefined;
  /** Whether the wire itself notifies publishers of decisions. */
  hasMail: boolean;
};

/** `/desk/publishers/{id}`: a publisher with every reason, the possible decisions and the past ones. */
export const deskPublisherPage = ({ view, audit, site, problem, hasMail }: PublisherPageProps): string =>
  page({
    site,
    title: view.application.organization,
    feeds: [],
    tools: deskTools("/desk", site),
    children: (
      <article class="flow">
        <p class="quiet small">{STATUS_NAMES[view.status]}</p>
        <h1>{view.application.organization}</h1>
        {problem && <Notice isWrong>{spell(problem, site)}</Notice>}
        <Facts view={view} />
        {view.licences.map((licence) => (
          <section class="flow">
            <h2>
              {licence.name}
              {licence.approved && " · approved"}
              {licence.accepted !== null && ` · version ${licence.accepted} accepted`}
            </h2>
            <p class="quiet">What the applicant sees:</p>
            <Reasons licence={licence} status={view.status} site={site} />
          </section>
        ))}
        <Decide view={view} site={site} />
        <Vouch view={view} site={site} />
        <Letter view={view} site={site} hasMail={hasMail} />
        <h2>Keys</h2>
        {view.keys.length === 0 && <p class="quiet">No keys yet.</p>}
        <ul>
          {view.keys.map(({ name, kind, scope, hint, lastUsed, foundAt }) => (
            <li>
              {name}, {kind}, {scope}, ends in <code>{hint}</code>,{" "}
              {lastUsed ? (
                <>
                  last used <Time at={lastUsed} site={site} />
                </>
              ) : (
                "never used"
              )}
              {foundAt && (
                <>
                  ; revoked because it was found at <code>{foundAt}</code>
                </>
              )}
            </li>
          ))}
        </ul>
        <h2>Webhooks</h2>
        {view.webhooks.length === 0 && <p class="quiet">No webhooks yet.</p>}
        <ul>
          {view.webhooks.map(({ url, state, reason }) => (
            <li>
              <code>{url.split("?")[0]}</code>, {state}
              {reason && `: ${reason}`}
            </li>
          ))}
        </ul>
        <h2>Log</h2>
        {audit.length === 0 && <p class="quiet">No decisions yet.</p>}
        <ul class="dots">
          {audit.map((entry) => (
            <LogLine
              line={{
                ...entry,
                publisher: view.id,
                article: entry.article ?? null,
                organization: view.application.organization,
                headline: null,
              }}
              site={site}
            />
          ))}
        </ul>
      </article>
    ),
  });

const audienceOf = ({ monthlyAudience, audience }: PublisherJson["application"]): string =>
  monthlyAudience === undefined ? "" : describeAudience(monthlyAudience, audience);

function Facts({ view: { application, domains } }: { view: PublisherJson }) {
  const { evidence, contact } = application;
  const rows: [string, Child][] = [
    ["Domains", domains.map((each) => <Domain of={each} />)],
    ["Type", typeOf(application)],
    ["Monthly readers", audienceOf(application)],
    ["Evidence", evidence === undefined ? "" : <Outside href={evidence}>{evidence}</Outside>],
    ["Publishes in", (application.channels ?? []).join(", ")],
    [
      "Contact",
      <>
        {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>
      </>,
    ],
  ];
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

const typeOf = ({ kind, country }: PublisherJson["application"]): string =>
  [...(kind === undefined ? [] : [KIND_OPTIONS[kind]]), ...(country === undefined ? [] : [countryName(country)])].join(
    ", ",
  );

/** A link to a URL from the application, without a referrer. */
const Outside = ({ href, children }: { href: string; children?: Child }) => (
  <a href={href} rel="noopener noreferrer nofollow">
    {children}
  </a>
);

const Domain = ({ of }: { of: PublisherJson["domains"][number] }) => (
  <>
    <Outside href={`https://${of.domain}/`}>{of.domain}</Outside> ({domainState(of)}){" "}
  </>
);

/** Returns the state of a domain: one that the desk vouches for isn't verified. */
const domainState = ({ state, vouchedUntil }: PublisherJson["domains"][number]): string => {
  if (state === "proved") return "verified";
  return vouchedUntil === undefined ? "not verified" : "not verified, vouched for by the desk";
};

function Decide({ view, site }: { view: PublisherJson; site: Site }) {
  const possible = (["approve", "refuse", "suspend", "restore"] as const).filter((decision) =>
    DECISIONS[decision].from.some((from) => from === view.status),
  );
  return (
    <section>
      <h2>Decide</h2>
      <form class="flow" method="post" action={`/desk/publishers/${view.id}/decisions`}>
        <div class="field">
          <label for="reason">Reason (the publisher sees it, and it’s logged)</label>
          <input id="reason" name="reason" required />
        </div>
        <Choices
          name="licences"
          label={spell("Approve for these licenses (none checked: all that the applicant qualifies for)", site)}
          options={view.licences.filter((each) => !isRetired(each)).map(({ id, name }) => ({ value: id, label: name }))}
          chosen={[]}
          mistakes={[]}
        />
        <p class="row">
          {possible.map((decision) => (
            <button type="submit" name="decision" value={decision}>
              {NAMES[decision]}
            </button>
          ))}
        </p>
      </form>
      <form class="flow" method="post" action={`/desk/publishers/${view.id}/audience`}>
        <div class="field">
          <label for="monthlyAudience">Corrected monthly readers</label>
          <input
            id="monthlyAudience"
            name="monthlyAudience"
            type="number"
            value={String(view.application.monthlyAudience ?? "")}
            required
          />
        </div>
        <div class="field">
          <label for="why">Reason for the correction</label>
          <input id="why" name="reason" required />
        </div>
        <button type="submit">Correct the figure</button>
      </form>
    </section>
  );
}

const OPENING: Record<PublisherJson["status"], string> = {
  applied: "We’ve received your application and are reviewing it.",
  approved: "Good news: You’re approved. You can now accept the terms and get a key on your application’s page.",
  refused: "We’re sorry, but we can’t approve your application.",
  suspended: "We’ve suspended your access.",
  left: "Your access has ended.",
};

/** How the applicant learns of a decision: from the wire's own mail, or from a letter by the desk. */
function Letter({ view, site, hasMail }: Pick<PublisherPageProps, "view" | "site" | "hasMail">) {
  const { organization, contact } = view.application;
  const messages = `/desk/mail?${new URLSearchParams({ ...(hasMail ? { list: "mailed" } : {}), q: organization })}`;
  if (hasMail)
    return (
      <>
        <h2>Mail</h2>
        <p>
          The wire emails decisions to {contact.name} itself. <a href={messages}>See what was sent</a>
        </p>
      </>
    );
  return (
    <>
      <h2>Text to send</h2>
      <p>
        <a href={mailAddress(view, site)}>Email this to {contact.name}</a>, or{" "}
        <a href={messages}>see every message that is ready to send</a>
      </p>
      <pre>{letter(view, site)}</pre>
    </>
  );
}

/** Tells the applicant how to find the application page. The desk doesn't know its URL: only a hash of it was kept. */
const pageOf = (email: string, origin: string): string =>
  `Your application page is at the address you bookmarked, which begins with ${origin}/applications/. If you no longer have it, sign in at ${origin}/sign-in with ${email}.`;

/** The letter as a link that opens the desk's own mail client (RFC 6068). */
const mailAddress = (view: PublisherJson, site: Site): string => {
  const subject = encodeURIComponent(`Your application to ${site.masthead.publication.name}`);
  const body = encodeURIComponent(letter(view, site).replaceAll("\n", "\r\n"));
  return `mailto:${view.application.contact.email}?subject=${subject}&body=${body}`;
};

/** The text that the desk sends if the wire sends no mail. */
const letter = ({ application, status, reason }: PublisherJson, { masthead, origin }: Site): string =>
  [
    `Dear ${application.contact.name},`,
    "",
    OPENING[status],
    ...(reason ? [reason] : []),
    "",
    ...(status === "left" ? [] : [pageOf(application.contact.email, origin), ""]),
    `${masthead.publication.name}, ${masthead.publication.contacts.licensing}`,
  ].join("\n");
