import { type ListedMail, MAIL_PROBLEMS, type MailEvent } from "../../../model/mail/mail.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, More, NothingFound } from "../kit/filters.tsx";
import { page } from "../kit/page.tsx";
import { Cell, Table } from "../kit/table.tsx";
import { Time } from "../kit/time.tsx";
import { deskTools } from "./tools.ts";

/** The display names of the mail events. */
export const MAIL_NAMES: Record<MailEvent, string> = {
  "application.received": "Application received",
  "application.arrived": "New application, to the desk",
  "application.incomplete": "What the application still needs",
  "application.decided": "Decision",
  "application.lost": "Link to the application page",
  "domain.verify": "Domain ownership check",
  "domain.failing": "Domain can no longer be verified",
  "sign-in.asked": "Sign-in link",
  "person.invited": "Invitation",
  "terms.changed": "New terms",
  "key.made": "New key",
  "key.revoked": "Key revoked",
  "story.corrected": "Correction",
  "story.killed": "Story withdrawn",
  "story.restored": "Story restored",
  digest: "New stories",
};

type ListProps = {
  mails: readonly ListedMail[];
  filters: { q: string; list: string; isFiltered: boolean };
  next: string | undefined;
  site: Site;
  /** Whether the wire sends mail itself. */
  hasMail: boolean;
};

/** `/desk/mail`: the messages to people, and the status of each. */
export const deskMailsPage = ({ mails, filters, next, site, hasMail }: ListProps): string =>
  page({
    site,
    title: "Mail",
    feeds: [],
    tools: deskTools("/desk/mail", site),
    children: (
      <article class="flow">
        <h1>Mail</h1>
        {hasMail ? (
          <p>The wire sends these messages itself. Messages that it couldn’t send are listed here for you to send.</p>
        ) : (
          <p>
            This wire doesn’t send mail, so each message is ready for you to send. Nothing goes out until you send it.
            To let the wire send them, deploy it with <code>--mail</code> and an address.
          </p>
        )}
        <Filters action="/desk/mail" label="Search addresses and publishers" value={filters.q}>
          <FilterChoice name="list" label="Messages" all="To send" chosen={filters.list} options={LISTS} />
        </Filters>
        {mails.length === 0 && filters.isFiltered && (
          <NothingFound all="/desk/mail">see the messages to send</NothingFound>
        )}
        {mails.length === 0 && !filters.isFiltered && (
          <section class="blank flow">
            <h2>No messages here</h2>
            <p class="quiet">Messages to publishers appear here, with the status of each.</p>
          </section>
        )}
        {mails.length > 0 && (
          <Table label="Messages, newest first" head={["Message", "To", "Written", "State", "Action"]}>
            {mails.map((mail) => (
              <Row mail={mail} site={site} />
            ))}
          </Table>
        )}
        <More href={next}>Earlier messages</More>
      </article>
    ),
  });

const LISTS = [
  ["waiting", "Waiting"],
  ["mailed", "Emailed"],
  ["stopped", "Not sent"],
] as const;

function Row({ mail, site }: { mail: ListedMail; site: Site }) {
  const { id, event, email, publisher, organization, created, state } = mail;
  const isUnsent = state === "ready" || state === "failed";
  return (
    <tr>
      <td>
        <span class="who">{MAIL_NAMES[event] ?? event}</span>
        {publisher !== null && organization !== null && (
          <>
            <br />
            <a href={`/desk/publishers/${publisher}`}>{organization}</a>
          </>
        )}
      </td>
      <Cell label="To">{email}</Cell>
      <Cell label="Written">
        <Time at={created} site={site} />
      </Cell>
      <Cell label="State">
        <State mail={mail} site={site} />
      </Cell>
      {isUnsent ? (
        <Cell label="Action">
          <form method="post" action={`/desk/mail/${id}`}>
            <button type="submit" aria-label={`Prepare the message to ${email}: ${MAIL_NAMES[event] ?? event}`}>
              Prepare it
            </button>
          </form>
        </Cell>
      ) : (
        <td />
      )}
    </tr>
  );
}

function State({ mail: { state, nextAt, sentAt, sentBy, problem }, site }: { mail: ListedMail; site: Site }) {
  const why = problem === null ? "" : ` ${MAIL_PROBLEMS[problem] ?? ""}`;
  if (state === "mailed" && sentAt !== null)
    return (
      <>
        <span class="mark good">Emailed</span> <Time at={sentAt} site={site} />
        {sentBy && ` by ${sentBy}`}
      </>
    );
  if (state === "waiting")
    return (
      <>
        <span class="mark">Waiting</span>
        {why}
        {nextAt && (
          <>
            {" "}
            Next try <Time at={nextAt} site={site} />
          </>
        )}
      </>
    );
  if (state === "ready") return <span class="mark care">Ready to send</span>;
  return (
    <>
      <span class={state === "failed" ? "mark bad" : "mark"}>{state === "failed" ? "Failed" : "Not sent"}</span>
      {why}
    </>
  );
}

type MailPageProps = {
  about: { id: string; event: MailEvent };
  mail: { to: string; replyTo: string; subject: string; text: string; headers: Readonly<Record<string, string>> };
  site: Site;
};

/** A message to send by hand, with one click if a mail client opens the link. */
export const deskMailPage = ({ about, mail, site }: MailPageProps): string =>
  page({
    site,
    title: mail.subject,
    feeds: [],
    tools: deskTools("/desk/mail", site),
    children: (
      <article class="flow">
        <p class="quiet small">
          <a href="/desk/mail">Back to mail</a> · {MAIL_NAMES[about.event]}
        </p>
        <h1>Send this message</h1>
        <dl class="facts">
          <dt>To</dt>
          <dd>{mail.to}</dd>
          <dt>Subject</dt>
          <dd>{mail.subject}</dd>
        </dl>
        <p>
          <a class="btn go" href={mailtoOf(mail)}>
            Open in your mail program
          </a>
        </p>
        <p class="quiet small">
          Send it soon: its links expire. Preparing it again creates new ones. Or copy the text:
        </p>
        <pre>{mail.text}</pre>
        <form method="post" action={`/desk/mail/${about.id}/sent`}>
          <button type="submit">I sent it</button>
        </form>
      </article>
    ),
  });

/** RFC 6068: everything is percent-encoded, with line breaks as CRLF. */
const mailtoOf = ({ to, subject, text }: MailPageProps["mail"]): string =>
  `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
