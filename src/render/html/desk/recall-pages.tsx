import type { RecallJson } from "../../../contract/recall.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Time } from "../kit/time.tsx";
import { Acknowledge } from "../publisher/todo.tsx";
import { Holders, Message, NextStep, RecallCounts } from "./recall-holders.tsx";
import { deskTools } from "./tools.ts";

type RecallPageProps = { recall: RecallJson; site: Site; problem?: string | undefined };

/** `/desk/recalls/{id}`: who may hold a copy, what each was sent and what each answered. */
export const recallPage = ({ recall, site, problem }: RecallPageProps): string =>
  page({
    site,
    title: `Recall: ${recall.headline}`,
    feeds: [],
    tools: deskTools("/desk/recalls", site),
    children: (
      <article class="flow">
        <p class="small">
          <a href="/desk/recalls">All recalls</a>
        </p>
        <h1 dir="auto">
          Recall: “<span class="hl">{recall.headline}</span>”
        </h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        <Facts recall={recall} site={site} />
        {recall.publishers.length === 0 && (
          <p>No publisher received this story or any of its pictures, or was notified of it before the kill.</p>
        )}
        {recall.publishers.length > 0 && (
          <>
            <RecallCounts publishers={recall.publishers} />
            {recall.closed === null && <NextStep publishers={recall.publishers} />}
            <Holders recall={recall} site={site} />
          </>
        )}
        {recall.notified.length > 0 && <Notified recall={recall} site={site} />}
        <p class="quiet">
          Readers of the public feeds aren’t listed. They see the notice in feeds and in{" "}
          <a href="/withdrawn.json">the list of withdrawn stories</a>.
        </p>
      </article>
    ),
  });

function Facts({ recall, site }: { recall: RecallJson; site: Site }) {
  const { slug, at, reason, deadline, closed, overdue } = recall;
  return (
    <dl class="facts">
      <dt>Killed</dt>
      <dd>
        <Time at={at} site={site} /> · <a href={`/desk/articles/${slug}`}>View article</a>
      </dd>
      <dt>Public reason</dt>
      <dd>{reason}</dd>
      <dt>Copies must be down by</dt>
      <dd>
        {deadline ? <Time at={deadline} site={site} /> : spell("No deadline in the license", site)}
        {overdue > 0 && (
          <>
            {" "}
            <b class="mark bad">passed</b>
          </>
        )}
      </dd>
      {closed !== null && (
        <>
          <dt>Restored</dt>
          <dd>
            <Time at={closed} site={site} />; copies may stay up
          </dd>
        </>
      )}
    </dl>
  );
}

const NoteSaid = ({ recall, publisher }: { recall: RecallJson; publisher: string }) => (
  <details>
    <summary>Record their answer</summary>
    <Acknowledge action={`/desk/recalls/${recall.id}/publishers/${publisher}`} id={publisher} of="their" />
  </details>
);

/** Publishers that needn't answer: they can read such stories, so they were notified, but they never received this one. */
const Notified = ({ recall, site }: { recall: RecallJson; site: Site }) => (
  <section class="panel flow" aria-labelledby="notified">
    <h2 id="notified">Only notified</h2>
    <p>
      We notified these publishers of the kill because they can read stories like this one. They received neither the
      text nor a picture, so they have nothing to take down and aren’t counted above.
    </p>
    {recall.notified.map(({ publisher, organization, sent }) => (
      <>
        <h3>
          <a href={`/desk/publishers/${publisher}`}>{organization}</a>
        </h3>
        <ul class="plain">
          {sent.map((message) => (
            <li>
              <Message message={message} site={site} />
            </li>
          ))}
        </ul>
        {recall.closed === null && <NoteSaid recall={recall} publisher={publisher} />}
      </>
    ))}
  </section>
);
