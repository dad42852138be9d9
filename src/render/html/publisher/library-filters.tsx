import { getOwn } from "../../../model/get-own.ts";
import { LIBRARY } from "../../../model/policy.ts";
import { isRetired, type Retirable } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
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
    <search>
      <form class="filters" method="get" action="/publisher">
        <p class="field">
          <label for="q">Search headlines and summaries</label>
          <input id="q" type="search" name="q" value={filters.q} maxlength={LIBRARY.queryLength} />
        </p>
        <Filter name="section" label="Section" chosen={filters.section} options={keep(sections, "sections", site)} />
        <Filter name="topic" label="Topic" chosen={filters.topic} options={keep(topics, "topics", site)} />
        <Filter name="licence" label={spell("License", site)} chosen={filters.licence} options={named} />
        <Filter
          name="days"
          label="Date"
          all="Any time"
          chosen={filters.days}
          options={LIBRARY.days.map((days) => [String(days), `Last ${days} days`])}
        />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

/** What isn't retired. */
const keep = (named: Record<string, string>, kind: Retirable, { masthead }: Site): [string, string][] =>
  Object.entries(named).filter(([id]) => !isRetired(masthead.retired, kind, id));

type FilterProps = {
  name: string;
  label: string;
  all?: string;
  chosen: string;
  options: readonly (readonly [string, string])[];
};

const Filter = ({ name, label, all = "All", chosen, options }: FilterProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </p>
);
