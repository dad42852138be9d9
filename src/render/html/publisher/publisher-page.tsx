import type { PublisherJson } from "../../../contract/publisher.ts";
import type { TodoJson } from "../../../contract/todo.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { Table } from "../kit/table.tsx";
import { Time } from "../kit/time.tsx";
import { Acceptance } from "./application-page.tsx";
import { Todo } from "./todo.tsx";
import { Webhooks, type WebhooksProps } from "./webhooks.tsx";

type Reading = { address: string; at: string };
type PublisherPageProps = {
  view: PublisherJson;
  todo: TodoJson;
  readings: readonly Reading[];
  site: Site;
  webhooks: WebhooksProps;
  problem?: string | undefined;
};

/** `/publisher`: what a publisher has, what it read, and how its software connects. */
export const publisherPage = ({ view, todo, readings, site, webhooks, problem }: PublisherPageProps): string =>
  page({
    site,
    title: view.application.organization,
    feeds: [],
    children: (
      <article class="full">
        <p class="kicker">Publisher</p>
        <h1>{view.application.organization}</h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        <Todo todo={todo} site={site} />
        <h2>Agreements</h2>
        {view.licences.map((licence) => (
          <section class="panel">
            <h3>{licence.name}</h3>
            {licence.accepted === licence.version ? (
              <p>Version {licence.version} is accepted.</p>
            ) : (
              <Acceptance licence={licence} site={site} address="/publisher" />
            )}
          </section>
        ))}
        <Keys view={view} site={site} />
        <Webhooks {...webhooks} site={site} />
        <Connect site={site} />
        <h2>Read lately</h2>
        {readings.length === 0 ? (
          <p>Nothing yet.</p>
        ) : (
          <ul>
            {readings.map(({ address, at }) => (
              <li>
                <code>{address}</code>{" "}
                <span class="quiet">
                  <Time at={at} site={site} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </article>
    ),
  });

function Keys({ view, site }: { view: PublisherJson; site: Site }) {
  return (
    <>
      <h2>Keys</h2>
      <Table label="Your keys" head={["Name", "Kind", "Ends in", "Last used", "Standing"]}>
        {view.keys.map(({ name, kind, hint, lastUsed, revoked, expires }) => (
          <tr>
            <td>{name}</td>
            <td>{kind}</td>
            <td>
              <code>{hint}</code>
            </td>
            <td>{lastUsed ? <Time at={lastUsed} site={site} /> : "never"}</td>
            <td>
              {revoked || expires ? (
                <>
                  {revoked ? "revoked " : "until "}
                  <Time at={revoked ?? expires ?? ""} site={site} />
                </>
              ) : (
                "open"
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** The settings to choose, for the software that most newsrooms have. */
function Connect({ site: { origin } }: { site: Site }) {
  const host = new URL(origin).host;
  const scheme = new URL(origin).protocol;
  return (
    <>
      <h2>How to connect</h2>
      <h3>WordPress, with FeedWordPress</h3>
      <p>
        Syndicated sites, add <code>{`${scheme}//key:YOUR-KEY@${host}/licensed/feeds/latest.atom`}</code>. Take Atom:
        its withdrawals are honoured. Under Updates, let existing posts be updated; under Posts, keep the link to the
        original.
      </p>
      <h3>WordPress, with WP RSS Aggregator</h3>
      <p>
        Add a feed source with a key for feeds alone: <code>{`${origin}/k/YOUR-FEED-KEY/feeds/latest.rss`}</code>.
        Identify items by GUID. It never updates an item: look at corrections yourself.
      </p>
      <h3>Drupal, with Feeds</h3>
      <p>
        Fetcher: Download from url, with <code>{`${scheme}//key:YOUR-KEY@${host}/licensed/feeds/latest.rss`}</code>.
        Parser: RSS/Atom. Map guid as unique, and let existing nodes be updated.
      </p>
      <h3>Cron and curl</h3>
      <pre>{`curl -fsS --etag-save wire.etag --etag-compare wire.etag \\
  -H "Authorization: Bearer $COMMONWIRE_KEY" -o articles.json \\
  ${origin}/v1/articles`}</pre>
      <p>
        Show images from the addresses that feeds and the API give: they need no key, except those under{" "}
        <code>/licensed/images/</code>. An image is gone from there once its story is withdrawn or its licence has
        ended.
      </p>
    </>
  );
}
