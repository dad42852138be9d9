import { Metadata } from "../../../contract/metadata.ts";
import { Withdrawal } from "../../../contract/withdrawal.ts";
import { LATEST } from "../../../model/channel.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Table } from "../kit/table.tsx";

export type Operation = { method: string; path: string; summary: string };
export type Code = { code: string; status: number; title: string; meaning: string };

/** What developers need: the API's addresses, the members of `_commonwire`, the error codes. */
export const docsPage = (operations: readonly Operation[], codes: readonly Code[], site: Site): string =>
  page({
    site,
    title: "API",
    canonical: `${site.origin}/docs`,
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }],
    children: (
      <>
        <h1>API</h1>
        <p class="lede">
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
              <td>{status}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </Table>
      </>
    ),
  });

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
          <td>{second}</td>
        </tr>
      ))}
    </Table>
  );
}
