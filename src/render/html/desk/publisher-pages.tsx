import type { PublisherJson } from "../../../contract/publisher.ts";
import { DECISIONS, type Decision } from "../../../model/publisher/publisher.ts";
import type { Site } from "../../site.ts";
import { Choices, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { Table } from "../kit/table.tsx";
import { Day, Time } from "../kit/time.tsx";
import { isRetired, Reasons } from "../publisher/application-page.tsx";
import { type FoundKeyLine, FoundKeys } from "./found-keys.tsx";
import { DeskNav } from "./nav.tsx";

export type DeskLine = {
  id: string;
  status: string;
  organization: string;
  domains: string[];
  monthlyAudience: number;
  applied: string;
};
export type AuditLine = { at: string; by: string; action: string; reason: string | null };

type DeskPageProps = {
  publishers: readonly DeskLine[];
  found: readonly FoundKeyLine[];
  next: string | undefined;
  by: string;
  site: Site;
};

/** `/desk`: who applied, and what is still to be decided; and keys that were found on the web. */
export const deskPage = ({ publishers, found, next, by, site }: DeskPageProps): string =>
  page({
    site,
    title: "Desk",
    feeds: [],
    children: (
      <article class="terms">
        <DeskNav at="/desk" />
        <p class="kicker">Signed in as {by}</p>
        <h1>Publishers</h1>
        <FoundKeys found={found} site={site} />
        {publishers.length === 0 && <p>Nobody applied yet.</p>}
        {publishers.length > 0 && (
          <Table label="Publishers" head={["Organization", "Standing", "Domains", "Readers a month", "Applied"]}>
            {publishers.map(({ id, organization, status, domains, monthlyAudience, applied }) => (
              <tr>
                <td>
                  <a href={`/desk/publishers/${id}`}>{organization}</a>
                </td>
                <td>{status}</td>
                <td>{domains.join(", ")}</td>
                <td>{monthlyAudience.toLocaleString("en-US")}</td>
                <td>
                  <Day at={applied} site={site} />
                </td>
              </tr>
            ))}
          </Table>
        )}
        {next && (
          <p>
            <a href={`/desk?before=${next}`}>Earlier ones</a>
          </p>
        )}
      </article>
    ),
  });

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
};

/** `/desk/publishers/{id}`: a publisher with every reason, the decisions that can be made, and those that were. */
export const deskPublisherPage = ({ view, audit, site, problem }: PublisherPageProps): string =>
  page({
    site,
    title: view.application.organization,
    feeds: [],
    children: (
      <article class="terms">
        <DeskNav at="/desk" />
        <p class="kicker">{view.status}</p>
        <h1>{view.application.organization}</h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        <Facts view={view} />
        {view.licences.map(({ name, reasons, approved, accepted }) => (
          <section>
            <h2>
              {name}
              {approved && " · approved"}
              {accepted !== null && ` · version ${accepted} accepted`}
            </h2>
            <Reasons reasons={reasons} />
          </section>
        ))}
        <Decide view={view} />
        <h2>Text to send</h2>
        <pre>{letter(view, site)}</pre>
        <h2>Keys</h2>
        <ul>
          {view.keys.map(({ name, kind, scope, hint, lastUsed, foundAt }) => (
            <li>
              {name}, {kind}, {scope}, ends in <code>{hint}</code>, last used{" "}
              {lastUsed ? <Time at={lastUsed} site={site} /> : "never"}
              {foundAt && (
                <>
                  ; revoked because it was found at <code>{foundAt}</code>
                </>
              )}
            </li>
          ))}
        </ul>
        <h2>Webhooks</h2>
        <ul>
          {view.webhooks.map(({ url, state, reason }) => (
            <li>
              <code>{url.split("?")[0]}</code>, {state}
              {reason && `: ${reason}`}
            </li>
          ))}
        </ul>
        <h2>Log</h2>
        <ul>
          {audit.map(({ at, by, action, reason }) => (
            <li>
              <Time at={at} site={site} /> {by}: {action}
              {reason && `: ${reason}`}
            </li>
          ))}
        </ul>
      </article>
    ),
  });

function Facts({ view: { application, domains } }: { view: PublisherJson }) {
  const rows: [string, string][] = [
    ["Domains", domains.map(({ domain, state }) => `${domain} (${state})`).join(", ")],
    ["What it is", `${application.kind}, ${application.country}`],
    ["Readers a month", `${application.monthlyAudience.toLocaleString("en-US")}`],
    ["Evidence", application.evidence],
    ["Publishes", application.channels.join(", ")],
    ["Contact", `${application.contact.name}, ${application.contact.email}`],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function Decide({ view }: { view: PublisherJson }) {
  const possible = (["approve", "refuse", "suspend", "restore"] as const).filter((decision) =>
    DECISIONS[decision].from.some((from) => from === view.status),
  );
  return (
    <section>
      <h2>Decide</h2>
      <form method="post" action={`/desk/publishers/${view.id}/decisions`}>
        <div class="field">
          <label for="reason">Why, for the publisher and the log</label>
          <input id="reason" name="reason" required />
        </div>
        <Choices
          name="licences"
          label="Of an approval: for which licences; none ticked means all of which nothing speaks against it"
          options={view.licences.filter((each) => !isRetired(each)).map(({ id, name }) => ({ value: id, label: name }))}
          chosen={[]}
          mistakes={[]}
        />
        {possible.map((decision) => (
          <button type="submit" name="decision" value={decision}>
            {NAMES[decision]}
          </button>
        ))}
      </form>
      <form method="post" action={`/desk/publishers/${view.id}/audience`}>
        <div class="field">
          <label for="monthlyAudience">Readers a month, corrected</label>
          <input
            id="monthlyAudience"
            name="monthlyAudience"
            type="number"
            value={String(view.application.monthlyAudience)}
            required
          />
        </div>
        <div class="field">
          <label for="why">Why it is corrected</label>
          <input id="why" name="reason" required />
        </div>
        <button type="submit">Correct the figure</button>
      </form>
    </section>
  );
}

const OPENING: Record<PublisherJson["status"], string> = {
  applied: "We have your application and look at it.",
  approved: "Good news: you are approved. On your application’s page you can now accept the terms and get a key.",
  refused: "We are sorry that we can’t approve your application.",
  suspended: "We had to suspend your access.",
  left: "Your access has ended.",
};

/** No mail is sent from here: the desk takes this text. */
const letter = ({ application, status, reason }: PublisherJson, { masthead }: Site): string =>
  [
    `To: ${application.contact.name} <${application.contact.email}>`,
    "",
    `Dear ${application.contact.name},`,
    "",
    OPENING[status],
    ...(reason ? [reason] : []),
    "",
    `${masthead.publication.name}, ${masthead.publication.contacts.licensing}`,
  ].join("\n");
