import { LATEST } from "../../../model/channel.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { spellAll } from "../kit/spell.ts";
import { Cell, Table } from "../kit/table.tsx";
import { type Operation, Operations, Prose, Source } from "./docs-parts.tsx";
import { KeyDocs } from "./key-docs.tsx";
import { LimitDocs } from "./limit-docs.tsx";
import { MachineUseDocs } from "./machine-use-docs.tsx";
import { MetadataDocs } from "./metadata-docs.tsx";
import { StartDocs } from "./start-docs.tsx";
import { WebhookDocs } from "./webhook-docs.tsx";

export type Code = { code: string; status: number; title: string; meaning: string };

type Props = { operations: readonly Operation[]; site: Site };

/** Renders the developer documentation by audience: readers, publishers, the desk. Limits and errors are for everyone. */
export const docsPage = (operations: readonly Operation[], codes: readonly Code[], site: Site): string =>
  page({
    site,
    title: "API",
    description: "How software reads this wire: feeds, the API, keys, webhooks and limits, with sample programs.",
    canonical: `${site.origin}/docs`,
    current: "/docs",
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }],
    children: spellAll(
      <div class="docs flow">
        <h1>API</h1>
        <p class="quiet mid">
          Stories as feeds and JSON, with licenses that software can read. The complete description, with examples:{" "}
          <a href="/openapi.json">OpenAPI 3.1</a>.
        </p>
        <Contents />
        <ReaderDocs operations={operations} site={site} />
        <PublisherDocs operations={operations} site={site} />
        <DeskDocs operations={operations} site={site} />
        <LimitDocs />
        <ErrorDocs codes={codes} />
      </div>,
      site,
    ),
  });

const CONTENTS: readonly (readonly [id: string, title: string])[] = [
  ["readers", "For readers"],
  ["start", "Start with a key"],
  ["webhooks", "Webhooks"],
  ["keys", "Keys"],
  ["desk", "For the desk"],
  ["limits", "Limits"],
  ["errors", "Errors"],
];

const Contents = () => (
  <nav aria-label="On this page">
    <p class="row">
      {CONTENTS.map(([id, title]) => (
        <a href={`#${id}`}>{title}</a>
      ))}
    </p>
  </nav>
);

const ReaderDocs = ({ operations, site: { origin } }: Props) => (
  <>
    <h2 id="readers">For readers</h2>
    <p class="mid">
      You don’t need a key or an account: every <a href="/feeds">feed</a> and everything in this section is open to
      everyone. How much of a story you get depends on its license.
    </p>
    <Source
      name="Three stories, and a feed"
      text={`curl '${origin}/v1/articles?channel=latest&limit=3'\ncurl '${origin}/feeds/latest.json'`}
    />
    <h3 id="addresses">Addresses for readers</h3>
    <p class="mid">
      A publisher’s <a href="#keys">key</a> opens more at <code>/v1/</code>.
    </p>
    <Operations label="Addresses for readers" operations={operations.filter(isForReaders)} />
    <MetadataDocs />
    <MachineUseDocs />
  </>
);

const isForReaders = (operation: Operation): boolean =>
  ["Reading", "Feeds"].includes(operation.tag) && !isBehindKey(operation);

/** Feeds that require a key are for publishers. */
const isBehindKey = ({ path }: Operation): boolean => /^\/(?:licensed|k)\//.test(path);

const PublisherDocs = ({ operations, site }: Props) => (
  <>
    <h2 id="publishers">For publishers</h2>
    <p class="mid">
      With a key, your CMS gets the full text of every story that is licensed to you, and is notified of each correction
      and kill. Editors who take stories one by one don’t need software: they <a href="/sign-in">sign in</a>.
    </p>
    <StartDocs origin={site.origin} />
    <WebhookDocs />
    <KeyDocs />
    <h3 id="publisher-addresses">Addresses for publishers</h3>
    <Operations
      label="Addresses for publishers"
      operations={operations.filter((each) => each.tag === "Publishers" || isBehindKey(each))}
    />
  </>
);

const DeskDocs = ({ operations, site: { origin } }: Props) => (
  <>
    <h2 id="desk">For the desk</h2>
    <p class="mid">
      With a desk token, software can do what the <a href="/desk">desk</a> can do: publish, correct, kill, and decide on
      applications. The audit log shows who decided what, identified by the token’s name.
    </p>
    <Source
      name="The desk’s stories"
      text={`curl -H "Authorization: Bearer $DESK_TOKEN" '${origin}/v1/desk/articles'`}
    />
    <h3 id="desk-addresses">Addresses for the desk</h3>
    <Operations label="Addresses for the desk" operations={operations.filter(({ tag }) => tag === "Desk")} />
  </>
);

const ErrorDocs = ({ codes }: { codes: readonly Code[] }) => (
  <>
    <h2 id="errors">Errors</h2>
    <p class="mid">
      Errors are problem documents (RFC 9457). A <code>code</code> never changes its meaning; <code>detail</code> is for
      people.
    </p>
    <Table label="Error codes" head={["Code", "Status", "Meaning"]}>
      {codes.map(({ code, status, meaning }) => (
        <tr id={code}>
          <td>
            <code>{code}</code>
          </td>
          <Cell label="Status">{status}</Cell>
          <Cell label="Meaning">
            <Prose text={meaning} />
          </Cell>
        </tr>
      ))}
    </Table>
  </>
);
