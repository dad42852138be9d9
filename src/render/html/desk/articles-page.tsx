import { LIFECYCLE_NAMES, type LifecycleName, nameLifecycle } from "../../../model/article/lifecycle.ts";
import { getOwn } from "../../../model/get-own.ts";
import { describeLifecycle, type LifecycleFacts } from "../../lifecycle.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, More, NothingFound } from "../kit/filters.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay } from "../kit/time.tsx";
import { deskTools } from "./tools.ts";

/** An article in the desk's list. */
export type ArticleLine = LifecycleFacts & {
  id: string;
  headline: string;
  section: string;
  authors: readonly string[];
  licence: string;
  version: number;
  modified: string;
};

/** The current filters of the list, as form values. */
export type ArticleFilterValues = { q: string; status: string; section: string; licence: string; isFiltered: boolean };

type ArticlesPageProps = {
  lines: readonly ArticleLine[];
  filters: ArticleFilterValues;
  /** The address of the next page. */
  next: string | undefined;
  site: Site;
};

/** The desk's names for the lifecycle states. */
const STATUS_NAMES: Record<LifecycleName, string> = {
  released: "Live",
  waiting: "Scheduled",
  withheld: "Withheld",
  killed: "Killed",
  expired: "Expired",
};

/** `/desk/articles`: every article, including hidden ones, with its state. */
export const deskArticlesPage = ({ lines, filters, next, site }: ArticlesPageProps): string =>
  page({
    site,
    title: "Articles",
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <div class="flow">
        <div class="row">
          <h1>Articles</h1>
          <a class="btn go push" href="/desk/write">
            New story
          </a>
        </div>
        <ArticleFilters filters={filters} site={site} />
        <p class="quiet">Newest first; scheduled stories on top.</p>
        {lines.length === 0 && filters.isFiltered && <NothingFound all="/desk/articles">see all articles</NothingFound>}
        {lines.length === 0 && !filters.isFiltered && <NothingYet />}
        {lines.length > 0 && (
          <Table label="Articles" head={["Story", "Status", spell("License", site), "Updated"]}>
            {lines.map((line) => (
              <Row line={line} site={site} />
            ))}
          </Table>
        )}
        <More href={next}>Older stories</More>
      </div>
    ),
  });

function ArticleFilters({ filters, site }: Pick<ArticlesPageProps, "filters" | "site">) {
  const { publication, licences } = site.masthead;
  return (
    <Filters action="/desk/articles" label="Search headlines and summaries" value={filters.q}>
      <FilterChoice
        name="status"
        label="Status"
        chosen={filters.status}
        options={LIFECYCLE_NAMES.map((name) => [name, STATUS_NAMES[name]])}
      />
      <FilterChoice
        name="section"
        label="Section"
        chosen={filters.section}
        options={Object.entries(publication.sections)}
      />
      <FilterChoice
        name="licence"
        label={spell("License", site)}
        chosen={filters.licence}
        options={Object.entries(licences).map(([id, { name }]) => [id, name])}
      />
    </Filters>
  );
}

const NothingYet = () => (
  <section class="blank flow">
    <h2>No stories yet</h2>
    <p class="quiet">
      Every story appears here with its status, hidden ones too. Write one, or publish a folder of them with{" "}
      <code>npm run publish:content</code>.
    </p>
  </section>
);

const MARKS: Record<LifecycleName, string> = {
  released: "mark good",
  waiting: "mark new",
  withheld: "mark care",
  killed: "mark bad",
  expired: "mark",
};

function Row({ line, site }: { line: ArticleLine; site: Site }) {
  const { masthead } = site;
  const { released, status, expired } = line;
  const name = nameLifecycle({ status, ...(released === null ? {} : { released }), ...(expired ? { expired } : {}) });
  const authors = line.authors.map((id) => getOwn(masthead.authors, id)?.name ?? id);
  return (
    <tr>
      <td>
        <a class="who hl" href={`/desk/articles/${line.id}`} dir="auto">
          {line.headline}
        </a>
        <br />
        <span class="quiet">
          {[getOwn(masthead.publication.sections, line.section) ?? line.section, ...authors].join(" · ")}
        </span>
      </td>
      <Cell label="Status">
        <span class={MARKS[name]}>{describeLifecycle(line, site)}</span>
      </Cell>
      <Cell label={spell("License", site)}>{getOwn(masthead.licences, line.licence)?.name ?? line.licence}</Cell>
      <Cell label="Updated">
        <ShortDay at={line.modified} site={site} />
        <span class="quiet"> · version {line.version}</span>
      </Cell>
    </tr>
  );
}
