import type { Site } from "../../site.ts";
import { Time } from "../kit/time.tsx";
import { Connect } from "./connect.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";
import { Webhooks, type WebhooksProps } from "./webhooks.tsx";

/** A request that was made: its path, and the story that it belongs to, if any. */
type Reading = { address: string; at: string; story: string | undefined };
type DeliveryPageProps = TabFrame & { webhooks: WebhooksProps; readings: readonly Reading[]; mayManage: boolean };

/** `/publisher/delivery`: webhooks, how to connect software, and its latest requests. */
export const deliveryPage = ({ webhooks, readings, mayManage, ...frame }: DeliveryPageProps): string =>
  tabPage(
    "delivery",
    frame,
    <>
      {mayManage ? <Webhooks {...webhooks} site={frame.site} /> : <NoWebhooks />}
      <Connect site={frame.site} />
      <Readings readings={readings} site={frame.site} />
    </>,
  );

/** Webhook URLs may contain the publisher's own secrets. */
const NoWebhooks = () => (
  <section id="webhooks" class="flow">
    <h2>Webhooks</h2>
    <p>
      To see and change webhooks, <a href="/sign-in">sign in</a>, or use a key with the <code>manage</code> scope.
    </p>
  </section>
);

function Readings({ readings, site }: { readings: readonly Reading[]; site: Site }) {
  return (
    <section class="rule flow">
      <h2>Recent reads</h2>
      {readings.length === 0 ? (
        <p class="quiet">Nothing yet. Stories and feeds that your software reads with a key appear here.</p>
      ) : (
        <ul class="plain small">
          {readings.map(({ address, at, story }) => (
            <li>
              {story ? <span class="hl">{story}</span> : <code>{address}</code>}{" "}
              <span class="quiet">
                <Time at={at} site={site} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
