import type { PublisherJson } from "../../../contract/publisher.ts";
import { inWords } from "../../../model/in-words.ts";
import { KEY_WATCH } from "../../../model/policy.ts";
import { KEY_SCOPES, type KeyScope, SCOPE_MEANINGS } from "../../../model/publisher/scope.ts";
import type { Site } from "../../site.ts";
import { Cell, Table } from "../kit/table.tsx";
import { Time } from "../kit/time.tsx";

type Key = PublisherJson["keys"][number];
export type KeysProps = { keys: readonly Key[]; mayManage: boolean; site: Site };

/** A publisher's keys with their scopes, and the forms that make and revoke one. */
export function Keys({ keys, mayManage, site }: KeysProps) {
  return (
    <section id="keys" class="flow">
      {keys.length === 0 ? <NoKeys /> : <KeyTable keys={keys} mayManage={mayManage} site={site} />}
      <KeyTerms />
      {mayManage ? (
        <form method="post" action="/publisher/keys" class="panel flow">
          <h2>{keys.length === 0 ? "Create a key" : "Create another key"}</h2>
          <KeyFields />
        </form>
      ) : (
        <p>
          To create or revoke keys, sign in, or use a key with the <code>manage</code> scope.
        </p>
      )}
    </section>
  );
}

const NoKeys = () => (
  <section class="blank flow">
    <h2>No keys yet</h2>
    <p class="quiet">
      A key lets your software (your CMS, a script or a feed reader) get the full text of stories. To copy stories by
      hand, you don’t need one. Each key you create appears here, with the time it was last used.
    </p>
  </section>
);

const KeyTable = ({ keys, mayManage, site }: KeysProps) => (
  <Table label="Your keys" head={["Name", "Kind", "Scope", "Ends in", "Last used", "Status", "Revoke"]}>
    {keys.map((each) => (
      <tr>
        <td>{each.name}</td>
        <Cell label="Kind">{each.kind}</Cell>
        <Cell label="Scope">
          <Scope of={each} site={site} />
        </Cell>
        <Cell label="Ends in">
          <code>{each.hint}</code>
        </Cell>
        <Cell label="Last used">{each.lastUsed ? <Time at={each.lastUsed} site={site} /> : "never"}</Cell>
        <Cell label="Status">
          <Standing of={each} site={site} />
        </Cell>
        <td>{mayManage && each.revoked === undefined && <Revoke of={each} />}</td>
      </tr>
    ))}
  </Table>
);

function Scope({ of: { scope, managesUntil }, site }: { of: Key; site: Site }) {
  if (managesUntil === undefined) return <>{scope}</>;
  return (
    <>
      manage until <Time at={managesUntil} site={site} />, then report
    </>
  );
}

function Standing({ of: { revoked, expires, foundAt }, site }: { of: Key; site: Site }) {
  if (revoked === undefined && expires === undefined) return <>active</>;
  return (
    <>
      {revoked ? "revoked " : "until "}
      <Time at={revoked ?? expires ?? ""} site={site} />
      {foundAt && (
        <>
          , found at <code>{foundAt}</code>
        </>
      )}
    </>
  );
}

const Revoke = ({ of: { id, name, hint } }: { of: Key }) => (
  <form method="post" action={`/publisher/keys/${id}/revoke`}>
    <button type="submit" aria-label={`Revoke: ${name}, which ends in ${hint}`}>
      Revoke
    </button>
  </form>
);

const SCOPE_NAMES: Record<KeyScope, string> = { read: "Read", report: "Report", manage: "Manage" };

/** The labels of those fields. */
export const KEY_LABELS = { name: "What is it for?", scope: "What can it do?" };

/** The fields for a new key: its purpose, its scope, and whether it goes into a URL. */
export function KeyFields() {
  return (
    <>
      <div class="field">
        <label for="name">{KEY_LABELS.name}</label>
        <input id="name" name="name" value="Website" required />
      </div>
      <fieldset class="field">
        <legend>{KEY_LABELS.scope}</legend>
        {KEY_SCOPES.map((scope) => (
          <label class="pick">
            <input type="radio" name="scope" value={scope} checked={scope === "read"} />{" "}
            <span>
              {SCOPE_NAMES[scope]}: {SCOPE_MEANINGS[scope]}
            </span>
          </label>
        ))}
      </fieldset>
      <label class="pick">
        <input type="checkbox" name="kind" value="feed" />{" "}
        <span>Feed-only key, for software that can’t send a password</span>
      </label>
      <button type="submit">Create a key</button>
    </>
  );
}

/** The terms for having a key. */
export const KeyTerms = () => (
  <p class="quiet">
    Keep keys out of pages and addresses that others can read. Once a day, <code>Commonwire-Keys</code> reads your
    verified domain’s robots.txt, then at most {inWords(KEY_WATCH.requests)} pages that robots.txt allows:{" "}
    <code>/feed/</code>, your home page, and a feed that your home page links to. A key that it finds there is revoked
    right away, and this page says so.
  </p>
);
