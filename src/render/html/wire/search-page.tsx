import { type Channel, channelName } from "../../../model/channel.ts";
import { SEARCH } from "../../../model/policy.ts";
import { offeredLicences } from "../../../model/retired.ts";
import { searchFeedUrl, searchUrl } from "../../../model/search/address.ts";
import type { Piece } from "../../../model/search/excerpt.ts";
import type { FilterValues } from "../../../model/search/question.ts";
import type { Item } from "../../feed/item.ts";
import { frameWords } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, NothingFound, StillFilling } from "../kit/filters.tsx";
import { directionOf, ownMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { Said } from "../kit/said.tsx";
import { ShortDay } from "../kit/time.tsx";

/** A search result. */
type Found = { item: Item; headline: readonly Piece[]; excerpt: readonly Piece[] };

type SearchPageProps = {
  site: Site;
  /** The query as typed; empty before the first search. */
  typed: string;
  /** The normalized search words. */
  words: string;
  filters: FilterValues;
  /** The channels to choose from, and the years of the first and last story. */
  channels: readonly Channel[];
  years: { first: number; last: number } | undefined;
  found: readonly Found[];
  page: number;
  isMore: boolean;
  /** Whether stories are still being indexed. */
  isFilling: boolean;
};

/** `/search`: the query and its results, best match first. */
export function searchPage(props: SearchPageProps): string {
  const { site, typed, words, found, isFilling } = props;
  const say = frameWords(site);
  return page({
    site,
    words: say,
    title: words === "" ? say.say("frame.search") : say.say("search.title", { words: typed }),
    feeds: [],
    isNotFound: words !== "",
    canonical: `${site.origin}/search`,
    current: "/search",
    children: (
      <div class="flow">
        <h1>{say.say("frame.search")}</h1>
        <SearchForm {...props} />
        {words !== "" && isFilling && <StillFilling words={say} />}
        {words !== "" && found.length > 0 && <Results {...props} />}
        {words !== "" && found.length === 0 && (
          <NothingFound all="/" words={say}>
            {say.say("search.latest")}
          </NothingFound>
        )}
      </div>
    ),
  });
}

function SearchForm({ site, typed, filters, channels, years }: SearchPageProps) {
  const { masthead } = site;
  const words = frameWords(site);
  const of = (kind: Channel["kind"]) =>
    channels
      .filter((each) => each.kind === kind)
      .map((each): [string, string] => [each.of, channelName(each, masthead) ?? each.of]);
  const licences = Object.entries(offeredLicences(masthead)).map(([id, { name }]): [string, string] => [id, name]);
  const choices = [
    ["section", of("section")],
    ["topic", of("topic")],
    ["author", of("author")],
    ["licence", licences],
    ["date", yearsIn(years)],
  ] as const;
  return (
    <Filters action="/search" label={words.say("search.label")} button={words.say("frame.search")} value={typed}>
      {choices.map(([name, options]) => (
        <FilterChoice
          name={name}
          label={words.say(`search.${name}`)}
          all={words.say(name === "date" ? "search.anyTime" : "search.all")}
          chosen={filters[name] ?? ""}
          options={withChosen(options, filters[name] ?? "")}
          mark={ownMark(site, words.language)}
        />
      ))}
    </Filters>
  );
}

/** The years with stories, latest first, up to the limit of the list. */
const yearsIn = (years: SearchPageProps["years"]): [string, string][] =>
  years === undefined
    ? []
    : Array.from({ length: Math.min(SEARCH.years, years.last - years.first + 1) }, (_, at) => {
        const year = String(years.last - at);
        return [year, year];
      });

/** Keeps the chosen value for the next search, even if no list has it. */
const withChosen = (options: [string, string][], chosen: string): [string, string][] =>
  chosen === "" || options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen]];

function Results(props: SearchPageProps) {
  const { site, words, filters, found, page: at, isMore } = props;
  const say = frameWords(site);
  return (
    <>
      <div class="row small">
        <p role="status">{say.parts("search.found", { count: <b>{countOf(found.length, at, isMore, say)}</b> })}</p>
        <a class="push" href={searchFeedUrl(site.origin, { words, filters }, "rss")}>
          {say.say("search.follow")}
        </a>
      </div>
      <div class="mid">
        {found.map((each) => (
          <Result found={each} site={site} />
        ))}
        {(isMore || at > 1) && <ResultPages {...props} />}
      </div>
    </>
  );
}

function ResultPages({ site, words, filters, page: at, isMore }: SearchPageProps) {
  const question = { words, filters };
  const say = frameWords(site);
  return (
    <nav class="pages" aria-label={say.say("list.pages")}>
      <span class="small">{say.say("search.page", { number: at })}</span>
      {at > 1 && (
        <a class="btn" rel="prev" href={searchUrl(site.origin, question, at - 1)}>
          {say.say("search.previous")}
        </a>
      )}
      {isMore && (
        <a class="btn" rel="next" href={searchUrl(site.origin, question, at + 1)}>
          {say.say("search.more")}
        </a>
      )}
    </nav>
  );
}

/** Gives no total beyond the first page: counting would mean reading all results. */
function countOf(shown: number, at: number, isMore: boolean, say: Words): string {
  if (!isMore && at === 1) return say.count("search.count", shown);
  const before = (at - 1) * SEARCH.results;
  return say.say("search.range", { first: before + 1, last: before + shown });
}

const HOW_MUCH = {
  full: undefined,
  summary: "search.summary",
  link: "search.link",
} as const;

function Result({ found: { item, headline, excerpt }, site }: { found: Found; site: Site }) {
  const words = frameWords(site);
  const own = ownMark(site, words.language);
  const howMuch = item.terms.excluded ? undefined : HOW_MUCH[item.shows];
  return (
    <article class="story one">
      <h2 dir={directionOf(item.language)} lang={item.language}>
        <a href={item.page}>
          <Marked pieces={headline} />
        </a>
      </h2>
      {excerpt.length > 0 && (
        <p dir={directionOf(item.language)} lang={item.language}>
          <Marked pieces={excerpt} />
        </p>
      )}
      <p class="meta">
        <Said mark={own}>{item.section.name}</Said> · {item.byline} ·{" "}
        <ShortDay at={item.published} site={site} words={words} />
        {howMuch && ` · ${words.say(howMuch)}`}
      </p>
    </article>
  );
}

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</>
);
