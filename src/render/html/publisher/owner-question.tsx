import { hasOwnerMail, OWNER_MAILBOXES } from "../../../model/publisher/owner-mail.ts";

/** A form that asks the domain's owner by mail; absent on domains where anyone can have a mail address. */
export function OwnerQuestion({ domain, action }: { domain: string; action: string }) {
  if (!hasOwnerMail(domain)) return null;
  const id = `ask-${domain}`;
  return (
    <form class="row" method="post" action={action}>
      <input type="hidden" name="domain" value={domain} />
      <p class="field">
        <label for={id}>Or have us email the domain’s owner at</label>
        <select id={id} name="mailbox">
          {OWNER_MAILBOXES.map((mailbox) => (
            <option value={mailbox}>
              {mailbox}@{domain}
            </option>
          ))}
        </select>
      </p>
      <button type="submit">Ask the owner</button>
    </form>
  );
}
