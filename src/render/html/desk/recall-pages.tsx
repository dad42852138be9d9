import type { RecallJson } from "../../../contract/recall.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Time } from "../kit/time.tsx";
import { Acknowledge } from "../publisher/todo.tsx";
import { countPublishers } from "./recalls-page.tsx";
import { deskTools } from "./tools.ts";

type RecallPageProps = { recall: RecallJson; site: Site; problem?: string | undefined };

/** `/desk/recalls/{id}`: who may hold a copy, what each was sent and said. */
export const recallPage = ({ recall, site, problem }: RecallPageProps): string =>
  page({
    site,
    title: `Recall: ${recall.headline}`,
    feeds: [],
    tools: deskTools("/desk/recalls", site),
    children: (
      <article class="flow">
        <h1>{recall.headline}</h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        <Facts recall={recall} site={site} />
        {recall.publishers.length === 0 && (
          <p>No publisher received this story or a picture of it, or was notified of it before the kill.</p>
        )}
        {recall.publishers.map((holder) => (
          <Holder recall={recall} holder={holder} site={site} />
        ))}
        {recall.notified.length > 0 && <Notified recall={recall} site={site} />}
        <p class="quiet">
          Readers without a key aren’t listed. They see the notice in the feeds and in{" "}
          <a href="/withdrawn.json">the list of withdrawn stories</a>.
        </p>
      </article>
    ),
  });

function Facts({ recall, site }: { recall: RecallJson; site: Site }) {
  const { slug, at, reason, deadline, closed, concerned, acknowledged, overdue } = recall;
  return (
    <dl class="facts">
      <dt>Killed</dt>
      <dd>
        <a href={`/desk/articles/${slug}`}>View story</a>, <Time at={at} site={site} />
      </dd>
      <dt>Reason</dt>
      <dd>{reason}</dd>
      <dt>Copies must be down by</dt>
      <dd>{deadline ? <Time at={deadline} site={site} /> : spell("no deadline in the license", site)}</dd>
      {closed !== null && (
        <>
          <dt>Restored</dt>
          <dd>
            <Time at={closed} site={site} />; copies may stay up
          </dd>
        </>
      )}
      <dt>Publishers</dt>
      <dd>
        {countPublishers(concerned)}, {acknowledged} answered, {overdue} overdue
      </dd>
    </dl>
  );
}

type HolderProps = { recall: RecallJson; holder: RecallJson["publishers"][number]; site: Site };

function Holder({ recall, holder, site }: HolderProps) {
  const { publisher, organization, contact, copy, picture, sent, acknowledgement: said, overdue } = holder;
  return (
    <section class="panel flow">
      <h2>
        <a href={`/desk/publishers/${publisher}`}>{organization}</a>
        {overdue && (
          <>
            {" "}
            <span class="mark bad">overdue</span>
          </>
        )}
      </h2>
      <Taken copy={copy} picture={picture} site={site} />
      {sent.length === 0 && (
        <p>
          No message was sent: it has no webhook for kills. Write to{" "}
          <a href={`mailto:${contact.email}`}>{contact.email}</a>.
        </p>
      )}
      <Sent sent={sent} site={site} />
      {said ? (
        <p>
          <strong>{SAID[said.outcome]}</strong>, said on <Time at={said.at} site={site} />
          {said.by === publisher ? "" : ` to ${said.by}`}
          {said.note && `: ${said.note}`}
        </p>
      ) : (
        <p>No answer yet.</p>
      )}
      {recall.closed === null && <NoteSaid recall={recall} publisher={publisher} />}
    </section>
  );
}

/** What a publisher took of the story: its text, a picture, or neither, though it knew of it. */
function Taken({ copy, picture, site }: Pick<HolderProps["holder"], "copy" | "picture"> & { site: Site }) {
  return (
    <>
      {copy && (
        <p>
          Received version {copy.version} on <Time at={copy.first} site={site} />, at {copy.address}.
        </p>
      )}
      {picture && (
        <p>
          {copy ? "Also received a picture" : "Received a picture but no text"}: {picture.address}, first on{" "}
          <Time at={picture.first} site={site} />.
        </p>
      )}
      {!(copy || picture) && (
        <p>Received no text here. It was notified of the story before the kill, or says it has a copy.</p>
      )}
    </>
  );
}

/** The messages of the kill to one publisher. */
const Sent = ({ sent, site }: Pick<HolderProps["holder"], "sent"> & { site: Site }) => (
  <ul>
    {sent.map(({ webhook, at, state, tries, lastStatus }) => (
      <li>
        <Time at={at} site={site} /> to {webhook ?? "a webhook that has since been deleted"}: {state}, {tries}{" "}
        {tries === 1 ? "try" : "tries"}
        {lastStatus !== null && `, last answer ${lastStatus}`}
      </li>
    ))}
  </ul>
);

const NoteSaid = ({ recall, publisher }: { recall: RecallJson; publisher: string }) => (
  <details>
    <summary>Record their answer</summary>
    <Acknowledge action={`/desk/recalls/${recall.id}/publishers/${publisher}`} id={publisher} />
  </details>
);

/** Whom nothing is asked of: it might read such stories, so it was told of the kill, but it was handed nothing. */
const Notified = ({ recall, site }: { recall: RecallJson; site: Site }) => (
  <section class="panel flow" aria-labelledby="notified">
    <h2 id="notified">Only notified</h2>
    <p>
      We notified these publishers of the kill because they can read such stories. They received neither the text nor a
      picture, so they have nothing to take down and aren’t counted above.
    </p>
    {recall.notified.map(({ publisher, organization, sent }) => (
      <>
        <h3>
          <a href={`/desk/publishers/${publisher}`}>{organization}</a>
        </h3>
        <Sent sent={sent} site={site} />
        {recall.closed === null && <NoteSaid recall={recall} publisher={publisher} />}
      </>
    ))}
  </section>
);

const SAID = {
  removed: "It says its copy is gone",
  "not-used": "It says it never used it",
  kept: "It says it’s keeping its copy",
} as const;
