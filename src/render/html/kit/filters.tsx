import type { Child } from "hono/jsx";
import { LIBRARY } from "../../../model/policy.ts";

type FiltersProps = { action: string; label: string; name?: string; value: string; children?: Child };

/** How a list is searched and narrowed: a form that is an address, so it needs no script. */
export const Filters = ({ action, label, name = "q", value, children }: FiltersProps) => (
  <search>
    <form class="filters" method="get" action={action}>
      <p class="field">
        <label for={name}>{label}</label>
        <input id={name} type="search" name={name} value={value} dir="auto" maxlength={LIBRARY.queryLength} />
      </p>
      {children}
      <button type="submit">Search</button>
    </form>
  </search>
);

type ChoiceProps = {
  name: string;
  label: string;
  all?: string;
  chosen: string;
  options: readonly (readonly [string, string])[];
};

/** One choice of a list's filters; none chosen means all, in the words of `all`. */
export const FilterChoice = ({ name, label, all = "All", chosen, options }: ChoiceProps) => (
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

/** An empty list: what will be here, or, where it was narrowed, how to see everything. */
export const NothingFound = ({ all, children }: { all: string; children?: Child }) => (
  <section class="blank flow">
    <h2>No matches</h2>
    <p class="quiet">
      Try other words, or <a href={all}>{children}</a>.
    </p>
  </section>
);

/** That a search may miss something. */
export const StillFilling = () => (
  <p class="note">Stories are still being added to the search. Some may be missing from these results.</p>
);

/** The way to the rest of a list. */
export const More = ({ href, children }: { href: string | undefined; children?: Child }) =>
  href === undefined ? null : (
    <nav class="pages" aria-label="Pages">
      <a class="btn" href={href}>
        {children}
      </a>
    </nav>
  );
