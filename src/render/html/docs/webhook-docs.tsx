import { EVENT_SUMMARIES } from "../../../contract/message.ts";
import { inWords } from "../../../model/in-words.ts";
import { PUSH, RETRY_MINUTES, ROTATION } from "../../../model/policy.ts";
import { EVENT_TYPES } from "../../../model/push/event.ts";
import { HOUR, MINUTE } from "../../../model/time.ts";
import { Members, type Sample, Samples } from "./docs-parts.tsx";
import webhookJavaScript from "./samples/webhook.mjs";
import webhookPhp from "./samples/webhook.php";
import webhookPython from "./samples/webhook.py";
import webhookShell from "./samples/webhook.sh";

const SAMPLES: readonly Sample[] = [
  { language: "Python", file: "webhook.py", text: webhookPython },
  { language: "JavaScript", file: "webhook.mjs", text: webhookJavaScript },
  { language: "PHP", file: "webhook.php", text: webhookPhp },
  { language: "Shell, to check one by hand", file: "webhook.sh", text: webhookShell },
];

const waits = RETRY_MINUTES.slice(0, PUSH.tries - 1);
const wait = (minutes: number): string =>
  minutes * MINUTE < HOUR ? `${minutes} min` : `${(minutes * MINUTE) / HOUR} h`;

/** What webhooks send, and how to check a signature. */
export const WebhookDocs = () => (
  <>
    <h3 id="webhooks">Webhooks: get notified right away</h3>
    <p>
      Add a webhook at <a href="/publisher/delivery">Delivery</a>, or with a key that has the <code>manage</code> scope.
      Its messages follow <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>: each says what happened to
      which story and contains no text. Get the rest from <code>/v1/changes</code>.
    </p>
    <Members
      label="Events"
      head={["Event", "What happened"]}
      rows={EVENT_TYPES.map((type) => [type, EVENT_SUMMARIES[type]])}
    />
    <h4 id="signatures">Check the signature</h4>
    <p>
      Anyone can post to your address, so accept only messages that we signed. The signature is the HMAC-SHA256 of{" "}
      <code>webhook-id.webhook-timestamp.body</code>, with the bytes of your secret (base64, after <code>whsec_</code>).
      Check the body as it arrived, before you parse it.
    </p>
    <Samples samples={SAMPLES} />
    <h4 id="retries">Responses and retries</h4>
    <p>
      Respond with a status from 200 to 299 within {inWords(PUSH.timeoutSeconds)} seconds, and do the work afterward.
      After anything else, we try again, {PUSH.tries} times in all, waiting {waits.map(wait).join(", ")} between tries.
      Then we pause the webhook. A <code>410</code> disables it. A message keeps its <code>webhook-id</code>, so you can
      skip any you’ve already handled. When you rotate the secret, we sign with both for {ROTATION.defaultHours} hours,
      unless you say otherwise.
    </p>
  </>
);
