import type { Child } from "hono/jsx";
import type { RecallJson } from "../../../contract/recall.ts";
import { type CopyState, worstFirst } from "../../../model/article/copy-state.ts";
import type { Site } from "../../site.ts";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay, Time } from "../kit/time.tsx";
import { Acknowledge } from "../publisher/todo.tsx";

type Holder = RecallJson["publishers"][number];
type HolderProps = { recall: RecallJson; holder: Holder; site: Site };

/** Each state of a copy in words, with its class names. */
const STATES: Record<CopyState, readonly [words: string, mark: string]> = {
  overdue: ["Overdue", "mark bad"],
  "not-reached": ["Not reached", "mark care"],
  kept: ["Says it’s keeping it", "mark care"],
  "no-answer": ["No answer yet", "mark care"],
  emailed: ["Emailed, no answer yet", "mark care"],
  "says-gone": ["Says it’s gone", "mark"],
  "verified-gone": ["Verified gone", "mark good"],
};

/** The label of each count in the summary. */
const COUNTS: Record<CopyState, readonly [one: string, more: string]> = {
  overdue: ["overdue", "overdue"],
  "not-reached": ["not reached", "not reached"],
  kept: ["keeping it", "keeping it"],
  "no-answer": ["no answer yet", "no answer yet"],
  emailed: ["emailed", "emailed"],
  "says-gone": ["says it’s gone", "say it’s gone"],
  "verified-gone": ["verified gone", "verified gone"],
};

/** How many publishers hold a copy, and how many are in each state: the counts add up. */
export function RecallCounts({ publishers }: { publishers: RecallJson["publishers"] }) {
  const counts = Object.entries(Object.groupBy(worstFirst(publishers), ({ state }) => state));
  return (
    <dl class="sum">
      <Count of={publishers.length} name={publishers.length === 1 ? "publisher holds it" : "publishers hold it"} />
      {counts.map(([state, all]) => {
        const names = Object.entries(COUNTS).find(([each]) => each === state)?.[1];
        return names && <Count of={all.length} name={names[all.length === 1 ? 0 : 1]} />;
      })}
    </dl>
  );
}

const Count = ({ of, name }: { of: number; name: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{of}</dd>
  </div>
);

/** The next step: contact the publisher whose copy is the worst case, if any. */
export function NextStep({ publishers }: { publishers: RecallJson["publishers"] }) {
  const [worst] = worstFirst(publishers);
  if (worst === undefined || !(worst.state === "overdue" || worst.state === "not-reached")) return null;
  const { organization, contact, state } = worst;
  return (
    <div class="note stop row">
      <p>
        {state === "overdue" ? (
          <>
            <b>{organization} is overdue.</b>{" "}
            {worst.acknowledgement ? "It says it’s keeping its copy." : "It hasn’t answered."}
          </>
        ) : (
          <>
            <b>{organization} hasn’t been reached.</b> No webhook or email has gone through. Write to its contact.
          </>
        )}
      </p>
      <a
        class="btn go push"
        href={`mailto:${contact.email}?subject=${encodeURIComponent("Please take down a withdrawn story")}`}
      >
        Email {contact.name}
      </a>
    </div>
  );
}

/** Every publisher that may hold a copy, worst case first. */
export const Holders = ({ recall, site }: Omit<HolderProps, "holder">) => (
  <Table
    label="Publishers that may hold a copy, worst case first"
    head={["Publisher", "Received", "What happened", "State", "Answer"]}
  >
    {worstFirst(recall.publishers).map((holder) => (
      <HolderRow recall={recall} holder={holder} site={site} />
    ))}
  </Table>
);

function HolderRow({ recall, holder, site }: HolderProps) {
  const { publisher, organization, contact, state } = holder;
  const [words, mark] = STATES[state];
  return (
    <tr>
      <td>
        <a class="who" href={`/desk/publishers/${publisher}`}>
          {organization}
        </a>
        <br />
        <span class="quiet">
          {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </span>
      </td>
      <Cell label="Received">
        <Received holder={holder} site={site} />
      </Cell>
      <Cell label="Recall">
        <ul class="plain">
          {happened(holder, site).map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      </Cell>
      <Cell label="State">
        <span class={mark}>{words}</span>
      </Cell>
      <Cell label="Answer">{recall.closed === null && <RecordAnswer recall={recall} holder={holder} />}</Cell>
    </tr>
  );
}

/** The text or picture that a publisher received, or that it only knew of the story. */
function Received({ holder: { copy, picture }, site }: Pick<HolderProps, "holder" | "site">) {
  if (!(copy || picture)) return <>Nothing from us; it was notified of the story or says it has a copy</>;
  return (
    <>
      {copy && (
        <>
          Version {copy.version}, <ShortDay at={copy.first} site={site} /> <span class="quiet">at {copy.address}</span>
        </>
      )}
      {picture && (
        <>
          {copy ? "; a picture, " : "A picture, but no text, "}
          <ShortDay at={picture.first} site={site} /> <span class="quiet">at {picture.address}</span>
        </>
      )}
    </>
  );
}

/** Says what was sent to a publisher and what it answered. */
function happened({ publisher, sent, mails, acknowledgement: said }: Holder, site: Site): Child[] {
  return [
    ...(sent.length + mails.length === 0
      ? ["No message was sent: it has no webhook for kills and no email address."]
      : []),
    ...mails.map((mail) => <Mail mail={mail} site={site} />),
    ...sent.map((message) => <Message message={message} site={site} />),
    ...(said === null
      ? []
      : [
          <>
            <Time at={said.at} site={site} />: {SAID[said.outcome]}
            {said.by !== publisher &&
              (isByLink(said.by) ? `, claimed through ${said.by}` : ` (recorded by ${said.by})`)}
            {said.note && `: ${said.note}`}
          </>,
        ]),
  ];
}

const SAID = {
  removed: "says its copy is gone",
  "not-used": "says it never used it",
  kept: "says it’s keeping its copy",
} as const;

/** Whether somebody answered through the link in a mail rather than to the desk. */
const isByLink = (by: string): boolean => by.startsWith("a link ");

/** A mail about the kill. That it was sent doesn't mean that anybody read it. */
const Mail = ({ mail: { email, at, state, sentAt }, site }: { mail: Holder["mails"][number]; site: Site }) => (
  <>
    <Time at={sentAt ?? at} site={site} />: {MAIL_WORDS[state]} {email}
    {(state === "ready" || state === "failed") && (
      <>
        {" "}
        (<a href="/desk/mail">send it by hand</a>)
      </>
    )}
  </>
);

const MAIL_WORDS: Record<Holder["mails"][number]["state"], string> = {
  waiting: "email waiting to be sent to",
  ready: "email ready to send to",
  mailed: "emailed",
  failed: "couldn’t email",
  stopped: "no longer emailed",
};

/** A kill message to one webhook. */
export function Message({ message, site }: { message: Holder["sent"][number]; site: Site }) {
  const { webhook, at, state, tries, lastStatus } = message;
  return (
    <>
      <Time at={at} site={site} />: {SENT_WORDS[state] ?? state} {webhook ?? "a webhook that has since been deleted"} (
      {tries} {tries === 1 ? "try" : "tries"}
      {lastStatus !== null && `, last response ${lastStatus}`})
    </>
  );
}

const SENT_WORDS: Partial<Record<string, string>> = {
  waiting: "waiting to be sent to",
  delivered: "sent to",
  failed: "couldn’t be sent to",
  stopped: "no longer sent to",
};

const RecordAnswer = ({ recall, holder }: Omit<HolderProps, "site">) => (
  <details>
    <summary>
      Record answer<span class="unseen"> from {holder.organization}</span>
    </summary>
    <Acknowledge
      action={`/desk/recalls/${recall.id}/publishers/${holder.publisher}`}
      id={holder.publisher}
      of="their"
    />
  </details>
);
