import type { SourceJson } from "../../../../contract/source.ts";
import type { Site } from "../../../site.ts";
import { page } from "../../kit/page.tsx";
import { Cell, Table } from "../../kit/table.tsx";
import { Time } from "../../kit/time.tsx";
import { deskTools } from "../tools.ts";

/** `/desk/sources`: every site that delivers stories. */
export const sourcesPage = ({ sources, site }: { sources: readonly SourceJson[]; site: Site }): string =>
  page({
    site,
    title: "Sources",
    feeds: [],
    tools: deskTools("/desk/sources", site),
    children: (
      <article class="flow">
        <h1>Sources</h1>
        <p>
          <a class="btn" href="/desk/connect">
            Connect your CMS
          </a>
        </p>
        {sources.length === 0 ? (
          <section class="blank flow">
            <h2>No sources</h2>
            <p class="quiet">The sites that stories come from will appear here.</p>
          </section>
        ) : (
          <Table label="Sources" head={["Source", "Stories", "Last read", "State"]}>
            {sources.map((source) => (
              <Row source={source} site={site} />
            ))}
          </Table>
        )}
      </article>
    ),
  });

function Row({ source, site }: { source: SourceJson; site: Site }) {
  const { id, address, posts, visited } = source;
  return (
    <tr>
      <td>
        <a class="who hl" href={`/desk/sources/${id}`}>
          {id}
        </a>
        <br />
        <span class="quiet">{address}</span>
      </td>
      <Cell label="Stories">{posts.taken ?? 0}</Cell>
      <Cell label="Last read">{visited === null ? "Never" : <Time at={visited} site={site} />}</Cell>
      <Cell label="State">
        <SourceState source={source} />
      </Cell>
    </tr>
  );
}

/** The most urgent state: a failure, waiting posts, or the import's progress. */
export function SourceState({ source: { failure, phase, posts } }: { source: SourceJson }) {
  if (failure !== null) return <span class="mark bad">Failing: {failure.code}</span>;
  if (phase === "import") return <span class="mark">First import</span>;
  if ((posts.waiting ?? 0) > 0) return <span class="mark care">{posts.waiting} waiting for the desk</span>;
  if ((posts.reported ?? 0) > 0) return <span class="mark care">{posts.reported} no longer public on the site</span>;
  return <span class="mark good">Followed</span>;
}
