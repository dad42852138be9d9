import { getOwn } from "../../../model/get-own.ts";
import { LIBRARY } from "../../../model/policy.ts";
import { isRetired, type Retirable } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters } from "../kit/filters.tsx";
import { spell } from "../kit/spell.ts";

/** The library's filters, as form values. */
export type FilterValues = {
  q: string;
  section: string;
  topic: string;
  licence: string;
  days: string;
  isFiltered: boolean;
};

type FiltersProps = { filters: FilterValues; licences: readonly string[]; site: Site };

/** The library's search and filters; they work without a script. */
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

/** Leaves out retired entries. */
const keep = (named: Record<string, string>, kind: Retirable, { masthead }: Site): [string, string][] =>
  Object.entries(named).filter(([id]) => !isRetired(masthead.retired, kind, id));
