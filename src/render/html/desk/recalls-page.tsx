import type { RecallJson } from "../../../contract/recall.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, More, NothingFound } from "../kit/filters.tsx";
import { page } from "../kit/page.tsx";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay, Time } from "../kit/time.tsx";
import { deskTools } from "./tools.ts";

/** The current filters of the list, as form values. */
export type RecallFilterValues = { q: string; state: string; isFiltered: boolean };

type RecallsPageProps = {
  recalls: readonly RecallJson[];
  filters: RecallFilterValues;
  /** The address of the next page. */
  next: string | undefined;
  site: Site;
};

/** `/desk/recalls`: every kill, with how many copies are still out. */
export const recallsPage = ({ recalls, filters, next, site }: RecallsPageProps): string =>
  page({
    site,
    title: "Recalls",
    feeds: [],
    tools: deskTools("/desk/recalls", site),
    children: (
      <article class="flow">
        <h1>Recalls</h1>
        <Filters action="/desk/recalls" label="Search headlines" value={filters.q}>
          <FilterChoice name="state" label="State" chosen={filters.state} options={STATES} />
        </Filters>
        {recalls.length === 0 && filters.isFiltered && <NothingFound all="/desk/recalls">see all recalls</NothingFound>}
        {recalls.length === 0 && !filters.isFiltered && (
          <section class="blank flow">
            <h2>No recalls</h2>
            <p class="quiet">When a released story is killed, its copies are tracked here.</p>
          </section>
        )}
        {recalls.length > 0 && (
          <Table label="Recalls, newest first" head={["Story", "Killed", "Take down by", "Publishers", "State"]}>
            {recalls.map((recall) => (
              <Row recall={recall} site={site} />
            ))}
          </Table>
        )}
        <More href={next}>Earlier recalls</More>
      </article>
    ),
  });

const STATES = [
  ["open", "Open"],
  ["restored", "Restored"],
] as const;

function Row({ recall, site }: { recall: RecallJson; site: Site }) {
  const { id, headline, at, deadline, concerned, acknowledged } = recall;
  return (
    <tr>
      <td>
        <a class="who hl" href={`/desk/recalls/${id}`} dir="auto">
          {headline}
        </a>
      </td>
      <Cell label="Killed">
        <ShortDay at={at} site={site} />
      </Cell>
      <Cell label="Take down by">{deadline === null ? "No deadline" : <Time at={deadline} site={site} />}</Cell>
      <Cell label="Publishers">
        {countPublishers(concerned)}, {acknowledged} answered
      </Cell>
      <Cell label="State">
        <State recall={recall} />
      </Cell>
    </tr>
  );
}

/** The worst state: overdue copies, or else unanswered ones. */
function State({ recall: { closed, overdue, concerned, acknowledged } }: { recall: RecallJson }) {
  if (closed !== null) return <span class="mark">Restored</span>;
  if (concerned === 0) return <span class="mark">No known copies</span>;
  if (overdue > 0) return <span class="mark bad">{overdue} overdue</span>;
  return concerned > acknowledged ? (
    <span class="mark care">{concerned - acknowledged} without an answer</span>
  ) : (
    <span class="mark good">All answered</span>
  );
}

/** Returns the number of publishers with its noun. */
export const countPublishers = (publishers: number): string =>
  `${publishers} ${publishers === 1 ? "publisher" : "publishers"}`;
