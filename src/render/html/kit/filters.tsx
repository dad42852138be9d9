import type { Child } from "hono/jsx";
import { LIBRARY } from "../../../model/policy.ts";
import { type Words, wordsIn } from "../../messages/words.ts";
import type { LangMark } from "./lang.ts";

/** Of the pages that are in nothing else. */
const ENGLISH = wordsIn("en");

type FiltersProps = {
  action: string;
  label: string;
  /** What its button says. */
  button?: string;
  name?: string;
  value: string;
  children?: Child;
};

/** How a list is searched and narrowed: a form that is an address, so it needs no script. */
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
  /** The language of the options, among words of another one. */
  mark?: LangMark;
  options: readonly (readonly [string, string])[];
};

/** One choice of a list's filters; none chosen means all, in the words of `all`. */
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

/** An empty list: what will be here, or, where it was narrowed, how to see everything. */
export const NothingFound = ({ all, words = ENGLISH, children }: { all: string; words?: Words; children?: Child }) => (
  <section class="blank flow">
    <h2>{words.say("search.none")}</h2>
    <p class="quiet">{words.parts("search.try", { all: <a href={all}>{children}</a> })}</p>
  </section>
);

/** That a search may miss something. */
export const StillFilling = ({ words = ENGLISH }: { words?: Words }) => (
  <p class="note">{words.say("search.filling")}</p>
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
