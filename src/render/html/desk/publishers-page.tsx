import { PUBLISHER_STATUSES, type PublisherStatus } from "../../../model/publisher/publisher.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, More, NothingFound } from "../kit/filters.tsx";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay } from "../kit/time.tsx";
import { type FailingSource, FailingSources } from "./failing-sources.tsx";
import { type FoundKeyLine, FoundKeys } from "./found-keys.tsx";
import { deskTools } from "./tools.ts";
import { UnreadWords } from "./unread-words.tsx";

export type DeskLine = {
  id: string;
  status: PublisherStatus;
  organization: string;
  domains: string[];
  monthlyAudience: number | undefined;
  applied: string;
  decided: string | undefined;
};

/** The current filters of the list, as form values. */
export type PublisherFilterValues = { q: string; status: string; isFiltered: boolean };

type DeskPageProps = {
  publishers: readonly DeskLine[];
  filters: PublisherFilterValues;
  found: readonly FoundKeyLine[];
  /** The address of the next page. */
  next: string | undefined;
  by: string;
  site: Site;
  failing: readonly FailingSource[];
  /** Whether robots.txt has too little room for the stories that it should close. */
  isRobotsCut: boolean;
};

/** The desk's names for a publisher's status. */
export const STATUS_NAMES: Record<PublisherStatus, string> = {
  applied: "Needs a decision",
  approved: "Approved",
  refused: "Refused",
  suspended: "Suspended",
  left: "Account closed",
};

const MARKS: Record<PublisherStatus, string> = {
  applied: "mark new",
  approved: "mark good",
  refused: "mark",
  suspended: "mark care",
  left: "mark",
};

/** `/desk`: who applied and which decisions are due, and keys that were found on the web. */
export const deskPage = ({ publishers, filters, found, next, by, site, failing, isRobotsCut }: DeskPageProps): string =>
  page({
    site,
    title: "Desk",
    feeds: [],
    tools: deskTools("/desk", site),
    children: (
      <article class="flow">
        <h1>Publishers</h1>
        <p class="quiet small">Signed in as {by}</p>
        <UnreadWords site={site} />
        <FailingSources sources={failing} site={site} />
        {isRobotsCut && <RobotsCut site={site} />}
        <FoundKeys found={found} site={site} />
        <Filters action="/desk" label="Search names, domains and contacts" value={filters.q}>
          <FilterChoice
            name="status"
            label="Status"
            chosen={filters.status}
            options={PUBLISHER_STATUSES.map((status) => [status, STATUS_NAMES[status]])}
          />
        </Filters>
        {publishers.length === 0 && filters.isFiltered && <NothingFound all="/desk">see all publishers</NothingFound>}
        {publishers.length === 0 && !filters.isFiltered && <NobodyYet />}
        {publishers.length > 0 && (
          <Table
            label="Publishers"
            head={["Organization", "Status", "Domains", "Monthly readers", "Applied", "Decided"]}
          >
            {publishers.map((publisher) => (
              <Row publisher={publisher} site={site} />
            ))}
          </Table>
        )}
        <More href={next}>Earlier applications</More>
      </article>
    ),
  });

const Row = ({ publisher, site }: { publisher: DeskLine; site: Site }) => (
  <tr>
    <td>
      <a class="who" href={`/desk/publishers/${publisher.id}`}>
        {publisher.organization}
      </a>
    </td>
    <Cell label="Status">
      <span class={MARKS[publisher.status]}>{STATUS_NAMES[publisher.status]}</span>
    </Cell>
    <Cell label="Domains">{publisher.domains.join(", ")}</Cell>
    <Cell label="Readers">{publisher.monthlyAudience?.toLocaleString("en-US") ?? "–"}</Cell>
    <Cell label="Applied">
      <ShortDay at={publisher.applied} site={site} />
    </Cell>
    <Cell label="Decided">
      {publisher.decided === undefined ? "Not yet" : <ShortDay at={publisher.decided} site={site} />}
    </Cell>
  </tr>
);

/** What robots.txt leaves out, and what to do about it. */
const RobotsCut = ({ site }: { site: Site }) => (
  <Notice isWrong>
    <a href="/robots.txt">robots.txt</a> doesn’t have room to list every story that bars machines from certain uses, so
    it lists none. The stories’ own pages, headers, RSL and TDMRep still say so, but many crawlers read only robots.txt.{" "}
    {spell("If every license in use denies the same use, a single line covers them all.", site)}{" "}
    <a href="/docs#machines">More about this</a>
  </Notice>
);

const NobodyYet = () => (
  <section class="blank flow">
    <h2>No applications yet</h2>
    <p class="quiet">
      Publishers apply at <a href="/apply">/apply</a>. Applications appear here for you to decide on.
    </p>
  </section>
);
