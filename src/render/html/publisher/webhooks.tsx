import type { PublisherJson } from "../../../contract/publisher.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { ROTATION } from "../../../model/policy.ts";
import { PUSH_PROBLEMS } from "../../../model/push/delivery.ts";
import { EVENT_NAMES, EVENT_TYPES, eventName } from "../../../model/push/event.ts";
import { humanTime } from "../../dates.ts";
import { englishWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { Choices, Field, Notice } from "../kit/forms.tsx";
import { Table } from "../kit/table.tsx";
import { Time } from "../kit/time.tsx";

type Attempt = { at: string; status?: number; problem?: keyof typeof PUSH_PROBLEMS };
type Delivery = {
  id: string;
  type: string;
  article: string | null;
  created: string;
  state: string;
  nextAt: string | null;
  attempts: readonly Attempt[];
};

/** A webhook with its latest deliveries. */
export type ShownWebhook = PublisherJson["webhooks"][number] & { deliveries: readonly Delivery[] };

/** What just happened: a secret that is shown only once, or what went wrong. */
export type WebhookFlash = { secret: string } | { problem: string } | { mistakes: readonly Mistake[]; url: string };

export type WebhooksProps = {
  webhooks: readonly ShownWebhook[];
  /** The names of the stories in the deliveries. */
  names: ReadonlyMap<string, string>;
  flash?: WebhookFlash | undefined;
};

const OPTIONS = EVENT_TYPES.map((type) => ({ value: type, label: EVENT_NAMES[type] }));

/** A publisher's webhooks and their deliveries, with the forms that change them. */
export function Webhooks({ webhooks, names, flash, site }: WebhooksProps & { site: Site }) {
  const mistakes = flash && "mistakes" in flash ? flash.mistakes : [];
  return (
    <section id="webhooks" class="flow">
      <h2>Webhooks</h2>
      {flash && <FlashNotice flash={flash} />}
      <p>
        We call a webhook seconds after a story is released, corrected or killed. Messages are signed according to{" "}
        <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>.
      </p>
      {webhooks.map((webhook) => (
        <One webhook={webhook} names={names} site={site} />
      ))}
      <form method="post" action="/publisher/webhooks" class="panel flow">
        <h3>Add a webhook</h3>
        <Field
          name="url"
          label="Address"
          type="url"
          hint="A public HTTPS address, for example https://cms.paper.example/wire."
          value={flash && "url" in flash ? flash.url : ""}
          mistakes={mistakes}
        />
        <Choices name="events" label="Events" options={OPTIONS} chosen={EVENT_TYPES} mistakes={mistakes} />
        <button type="submit">Add webhook</button>
      </form>
    </section>
  );
}

function FlashNotice({ flash }: { flash: WebhookFlash }) {
  if ("problem" in flash) return <Notice isWrong>{flash.problem}</Notice>;
  if ("mistakes" in flash) return <Notice isWrong>The webhook wasn’t added. Fix the fields marked below.</Notice>;
  return (
    <Notice>
      <p>Here’s the webhook’s secret. It won’t be shown again:</p>
      <pre>{flash.secret}</pre>
    </Notice>
  );
}

type OneProps = { webhook: ShownWebhook; names: ReadonlyMap<string, string>; site: Site };

function One({ webhook, names, site }: OneProps) {
  const { id, url, state, reason, events, oldUntil } = webhook;
  const address = `/publisher/webhooks/${id}`;
  return (
    <section class="panel flow">
      <h3>
        {url}: {state}
      </h3>
      {reason && <Notice isWrong>{reason}</Notice>}
      {oldUntil && (
        <p>
          Messages are also signed with the previous secret until <Time at={oldUntil} site={site} />.
        </p>
      )}
      <p>Events: {events.map(eventName).join(", ")}.</p>
      <Deliveries webhook={webhook} names={names} address={address} site={site} />
      <form method="post" action={address}>
        {state === "active" ? (
          <button type="submit" name="state" value="paused">
            Pause
          </button>
        ) : (
          <button type="submit" name="state" value="active">
            Resume
          </button>
        )}
      </form>
      <details class="fold">
        <summary>Change, rotate, delete</summary>
        <form method="post" action={address}>
          <EventBoxes id={id} chosen={events} />
          <button type="submit">Change events</button>
        </form>
        <Rotate id={id} address={address} />
        <form method="post" action={`${address}/delete`}>
          <button type="submit">Delete the webhook</button>
        </form>
      </details>
    </section>
  );
}

const EventBoxes = ({ id, chosen }: { id: string; chosen: readonly string[] }) => (
  <fieldset class="field" id={`events-${id}`}>
    <legend>Events</legend>
    {OPTIONS.map(({ value, label }) => (
      <label class="pick">
        <input type="checkbox" name="events" value={value} checked={chosen.includes(value)} /> <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

function Rotate({ id, address }: { id: string; address: string }) {
  return (
    <form method="post" action={`${address}/rotate`}>
      <div class="field">
        <label for={`overlap-${id}`}>Hours until the old secret stops working</label>
        <input
          id={`overlap-${id}`}
          name="overlapHours"
          type="number"
          min="0"
          max={ROTATION.maxHours}
          value={ROTATION.defaultHours}
          required
        />
      </div>
      <button type="submit">Rotate the secret</button>
    </form>
  );
}

type DeliveriesProps = OneProps & { address: string };

function Deliveries({ webhook: { deliveries, state }, names, address, site }: DeliveriesProps) {
  if (deliveries.length === 0) return <p>Nothing sent yet.</p>;
  return (
    <Table label="Recent messages" head={["Event", "Created", "Status", "Send again"]}>
      {deliveries.map((each) => (
        <tr>
          <td>
            {eventName(each.type)} {names.get(each.article ?? "")}
          </td>
          <td data-l="Created">
            <Time at={each.created} site={site} />
          </td>
          <td data-l="Status">{outcome(each, site)}</td>
          <td>
            {state === "active" && (
              <form method="post" action={`${address}/deliveries/${each.id}/resend`}>
                <button
                  type="submit"
                  aria-label={`Send again: ${eventName(each.type)} ${names.get(each.article ?? "") ?? ""}`}
                >
                  Send again
                </button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Describes the outcome of a delivery. */
function outcome({ state, attempts, nextAt }: Delivery, site: Site): string {
  const { timeZone } = site.masthead.publication;
  const last = attempts.at(-1);
  const why = last?.problem ? ` ${PUSH_PROBLEMS[last.problem]}` : "";
  const status = last?.status === undefined ? "" : ` (${last.status})`;
  const tries = attempts.length > 1 ? `, after ${attempts.length} tries` : "";
  const next = nextAt === null ? "" : ` Next try ${humanTime(nextAt, timeZone, englishWords(site).locale)}.`;
  return `${state}${tries}${status}.${why}${next}`;
}
