import type { Child } from "hono/jsx";
import { LIBRARY } from "../../../model/policy.ts";
import { type Words, wordsIn } from "../../messages/words.ts";
import type { LangMark } from "./lang.ts";

/** The words of pages that exist in English only. */
const ENGLISH = wordsIn("en");

type FiltersProps = {
  action: string;
  label: string;
  /** The button's label. */
  button?: string;
  name?: string;
  value: string;
  children?: Child;
};

/** A list's search and filters: a GET form, so it needs no script. */
export const Filters = ({
  action,
  label,
  button = ENGLISH.say("frame.search"),
  name = "q",
  value,
  children,
}: FiltersProps) => (
  <search>
    <form class="filters" method="get" action={action}>
      <p class="field">
        <label for={name}>{label}</label>
        <input id={name} type="search" name={name} value={value} dir="auto" maxlength={LIBRARY.queryLength} />
      </p>
      {children}
      <button type="submit">{button}</button>
    </form>
  </search>
);

type ChoiceProps = {
  name: string;
  label: string;
  all?: string;
  chosen: string;
  /** The language of the options, if it isn't the page's. */
  mark?: LangMark;
  options: readonly (readonly [string, string])[];
};

/** One filter of a list; if nothing is chosen, it shows `all`. */
export const FilterChoice = ({
  name,
  label,
  all = ENGLISH.say("search.all"),
  chosen,
  options,
  mark = {},
}: ChoiceProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen} {...mark}>
          {words}
        </option>
      ))}
    </select>
  </p>
);

/** An empty list: what will be here or, if it was filtered, how to see everything. */
export const NothingFound = ({ all, words = ENGLISH, children }: { all: string; words?: Words; children?: Child }) => (
  <section class="blank flow">
    <h2>{words.say("search.none")}</h2>
    <p class="quiet">{words.parts("search.try", { all: <a href={all}>{children}</a> })}</p>
  </section>
);

/** A note that a search may be incomplete. */
export const StillFilling = ({ words = ENGLISH }: { words?: Words }) => (
  <p class="note">{words.say("search.filling")}</p>
);

/** The link to the rest of a list. */
export const More = ({ href, children }: { href: string | undefined; children?: Child }) =>
  href === undefined ? null : (
    <nav class="pages" aria-label="Pages">
      <a class="btn" href={href}>
        {children}
      </a>
    </nav>
  );
