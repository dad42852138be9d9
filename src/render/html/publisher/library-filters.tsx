import { getOwn } from "../../../model/get-own.ts";
import { LIBRARY } from "../../../model/policy.ts";
import { isRetired, type Retirable } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters } from "../kit/filters.tsx";
import { spell } from "../kit/spell.ts";

/** What was asked of the library, as the form has it. */
export type FilterValues = {
  q: string;
  section: string;
  topic: string;
  licence: string;
  days: string;
  isFiltered: boolean;
};

type FiltersProps = { filters: FilterValues; licences: readonly string[]; site: Site };

/** How the library is searched and narrowed; it works without a script. */
export function LibraryFilters({ filters, licences, site }: FiltersProps) {
  const { masthead } = site;
  const { sections, topics } = masthead.publication;
  const named = licences.map((id): [string, string] => [id, getOwn(masthead.licences, id)?.name ?? id]);
  return (
    <Filters action="/publisher" label="Search stories" value={filters.q}>
      <FilterChoice
        name="section"
        label="Section"
        chosen={filters.section}
        options={keep(sections, "sections", site)}
      />
      <FilterChoice name="topic" label="Topic" chosen={filters.topic} options={keep(topics, "topics", site)} />
      <FilterChoice name="licence" label={spell("License", site)} chosen={filters.licence} options={named} />
      <FilterChoice
        name="days"
        label="Date"
        all="Any time"
        chosen={filters.days}
        options={LIBRARY.days.map((days) => [String(days), `Last ${days} days`])}
      />
    </Filters>
  );
}

/** What isn't retired. */
const keep = (named: Record<string, string>, kind: Retirable, { masthead }: Site): [string, string][] =>
  Object.entries(named).filter(([id]) => !isRetired(masthead.retired, kind, id));
