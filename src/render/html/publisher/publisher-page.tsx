import type { PublisherJson } from "../../../contract/publisher.ts";
import type { TodoJson } from "../../../contract/todo.ts";
import { isEnough, type KeyScope } from "../../../model/publisher/scope.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";
import { Acceptance, type FlashMessage, FlashNotice } from "./application-page.tsx";
import { Connect } from "./connect.tsx";
import { Keys } from "./keys.tsx";
import { Todo } from "./todo.tsx";
import { Webhooks, type WebhooksProps } from "./webhooks.tsx";

type Reading = { address: string; at: string };
type PublisherPageProps = {
  view: PublisherJson;
  todo: TodoJson;
  readings: readonly Reading[];
  site: Site;
  webhooks: WebhooksProps;
  /** What the key may do with which somebody signed in. */
  scope: KeyScope;
  flash?: FlashMessage;
};

/** `/publisher`: what a publisher has, what it read, and how its software connects. */
export const publisherPage = ({ view, todo, readings, site, webhooks, scope, flash }: PublisherPageProps): string =>
  page({
    site,
    title: view.application.organization,
    feeds: [],
    children: (
      <article class="full">
        <p class="kicker">Publisher</p>
        <h1>{view.application.organization}</h1>
        {flash && <FlashNotice flash={flash} />}
        <Todo todo={todo} mayReport={isEnough(scope, "report")} site={site} />
        <h2>Agreements</h2>
        {view.licences.map((licence) => (
          <section class="panel">
            <h3>{licence.name}</h3>
            {licence.accepted === licence.version ? (
              <p>Version {licence.version} is accepted.</p>
            ) : (
              <Acceptance licence={licence} site={site} address="/publisher" mayAccept={isEnough(scope, "manage")} />
            )}
          </section>
        ))}
        <Keys keys={view.keys} mayManage={isEnough(scope, "manage")} site={site} />
        {isEnough(scope, "manage") ? <Webhooks {...webhooks} site={site} /> : <NoWebhooks />}
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

/** Their addresses may hold secrets of the publisher's own. */
const NoWebhooks = () => (
  <section id="webhooks">
    <h2>Webhooks</h2>
    <p>
      To see and change webhooks, sign in with a key of scope <code>manage</code>.
    </p>
  </section>
);
