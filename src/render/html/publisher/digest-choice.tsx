import { DIGESTS, type Digest } from "../../../model/mail/mail.ts";

const NAMES: Record<Digest, string> = { never: "Never", daily: "Every day", weekly: "Every week" };

/** How often somebody gets a list of new stories; nothing is sent if there are none. */
export const DigestChoice = ({ chosen, email }: { chosen: Digest; email: string }) => (
  <form class="panel flow" method="post" action="/publisher/digest">
    <h2>New stories by email</h2>
    <p class="field">
      <label for="digest">Send {email} a list of new stories</label>
      <select id="digest" name="digest">
        {DIGESTS.map((digest) => (
          <option value={digest} selected={digest === chosen}>
            {NAMES[digest]}
          </option>
        ))}
      </select>
    </p>
    <p class="help">
      Sent only when there’s something new you may republish. You’ll always get corrections and withdrawals right away.
    </p>
    <button type="submit">Save</button>
  </form>
);
