import { Metadata } from "../../../contract/metadata.ts";
import { Withdrawal } from "../../../contract/withdrawal.ts";
import { LATEST } from "../../../model/channel.ts";
import { inWords } from "../../../model/in-words.ts";
import { KEY_WATCH } from "../../../model/policy.ts";
import { KEY_SCOPES, SCOPE_MEANINGS } from "../../../model/publisher/scope.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Cell, Table } from "../kit/table.tsx";
import { MachineUseDocs } from "./machine-use-docs.tsx";

export type Operation = { method: string; path: string; summary: string };
export type Code = { code: string; status: number; title: string; meaning: string };

/** What developers need: the API's addresses, the members of `_commonwire`, the error codes. */
export const docsPage = (operations: readonly Operation[], codes: readonly Code[], site: Site): string =>
  page({
    site,
    title: "API",
    canonical: `${site.origin}/docs`,
    current: "/docs",
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }],
    children: (
      <div class="flow">
        <h1>API</h1>
        <p class="quiet mid">
          Articles as JSON, with licences that software can read. The whole description:{" "}
          <a href="/openapi.json">OpenAPI 3.1</a>.
        </p>
        <pre>
          <code>{`curl '${site.origin}/v1/articles?channel=latest&limit=3'`}</code>
        </pre>
        <h2 id="addresses">Addresses</h2>
        <Members
          label="Addresses"
          head={["Address", "What"]}
          rows={operations.map(({ method, path, summary }) => [`${method} ${path}`, summary])}
        />
        <KeyTerms />
        <MachineUseDocs />
        <h2 id="commonwire">_commonwire</h2>
        <p>
          JSON Feed has no place for licences, so each item carries one object of ours. The API has the same as
          metadata.
        </p>
        <Members
          label="Members of _commonwire"
          head={["Member", "What"]}
          rows={Object.entries(Metadata.shape).map(([name, schema]) => [name, schema.description ?? ""])}
        />
        <p>
          RSS and Atom have the same in elements of Dublin Core and Media RSS. There, an image’s own licence is{" "}
          <code>cw:licence</code> inside <code>media:content</code>, with <code>href</code> and{" "}
          <code>resyndication</code>; its namespace is <a href="/ns">/ns</a>. A story that is gone is an item whose{" "}
          <code>dcterms:valid</code> has ended.
        </p>
        <p id="withdrawn">
          Of a story that is gone, it is this instead, here and in /withdrawn.json. Feeds with a key also tell of
          stories that are withheld, have expired or are no longer licensed to you:
        </p>
        <Members
          label="Members of a story that is gone"
          head={["Member", "What"]}
          rows={Object.entries(Withdrawal.shape).map(([name, schema]) => [name, schema.description ?? ""])}
        />
        <h2 id="errors">Errors</h2>
        <p>
          Errors are problem documents (RFC 9457). Their <code>code</code> is stable.
        </p>
        <Table label="Error codes" head={["Code", "Status", "Meaning"]}>
          {codes.map(({ code, status, meaning }) => (
            <tr id={code}>
              <td>
                <code>{code}</code>
              </td>
              <Cell label="Status">{status}</Cell>
              <Cell label="Meaning">{meaning}</Cell>
            </tr>
          ))}
        </Table>
      </div>
    ),
  });

/** What a publisher's key may do, and what is done so that it does no harm. Our User-Agent leads here. */
const KeyTerms = () => (
  <>
    <h2 id="keys">Keys</h2>
    <p>
      A publisher’s key has a scope. Each includes those before it. A key in an address (<code>/k/…</code>) opens feeds
      alone, and has to be a feed-only key with the scope <code>read</code>.
    </p>
    <Members
      label="Scopes of keys"
      head={["Scope", "What it opens"]}
      rows={KEY_SCOPES.map((scope) => [scope, SCOPE_MEANINGS[scope]])}
    />
    <p>
      Terms of keys: keep a key out of pages, feeds and addresses that others can read. Once a day, we look whether one
      has got there. We ask each verified domain of a publisher for its robots.txt, then for at most{" "}
      {inWords(KEY_WATCH.requests)} pages that it allows: <code>/feed/</code>, the home page, and a feed that the home
      page names. Our User-Agent begins with <code>Commonwire-Keys</code>. A key that we find is revoked at once. Its
      publisher and our desk are told which page it was on. Nothing else of the page is kept.
    </p>
  </>
);

type MembersProps = { label: string; head: readonly [string, string]; rows: readonly string[][] };

/** Names with what they mean. */
function Members({ label, head, rows }: MembersProps) {
  return (
    <Table label={label} head={head}>
      {rows.map(([first, second]) => (
        <tr>
          <td>
            <code>{first}</code>
          </td>
          <Cell label={head[1]}>{second}</Cell>
        </tr>
      ))}
    </Table>
  );
}
