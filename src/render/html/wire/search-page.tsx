import { type Channel, channelName } from "../../../model/channel.ts";
import { SEARCH } from "../../../model/policy.ts";
import { offeredLicences } from "../../../model/retired.ts";
import { searchFeedUrl, searchUrl } from "../../../model/search/address.ts";
import type { Piece } from "../../../model/search/excerpt.ts";
import type { FilterValues } from "../../../model/search/question.ts";
import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { FilterChoice, Filters, NothingFound, StillFilling } from "../kit/filters.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { ShortDay } from "../kit/time.tsx";

/** A story that was found. */
type Found = { item: Item; headline: readonly Piece[]; excerpt: readonly Piece[] };

type SearchPageProps = {
  site: Site;
  /** What was typed; nothing before anything was. */
  typed: string;
  /** The words that count, in one spelling. */
  words: string;
  filters: FilterValues;
  /** The channels that can be chosen, and the years of the first and the last story. */
  channels: readonly Channel[];
  years: { first: number; last: number } | undefined;
  found: readonly Found[];
  page: number;
  isMore: boolean;
  /** Whether stories are still being put into the index. */
  isFilling: boolean;
};

/** `/search`: what is searched for, and what was found, the best first. */
export function searchPage(props: SearchPageProps): string {
  const { site, typed, words, found, isFilling } = props;
  return page({
    site,
    title: words === "" ? "Search" : `Search: ${typed}`,
    feeds: [],
    isNotFound: words !== "",
    canonical: `${site.origin}/search`,
    current: "/search",
    children: (
      <div class="flow">
        <h1>Search</h1>
        <SearchForm {...props} />
        {words !== "" && isFilling && <StillFilling />}
        {words !== "" && found.length > 0 && <Results {...props} />}
        {words !== "" && found.length === 0 && <NothingFound all="/">see the latest stories</NothingFound>}
      </div>
    ),
  });
}

function SearchForm({ site, typed, filters, channels, years }: SearchPageProps) {
  const { masthead } = site;
  const of = (kind: Channel["kind"]) =>
    channels
      .filter((each) => each.kind === kind)
      .map((each): [string, string] => [each.of, channelName(each, masthead) ?? each.of]);
  const licences = Object.entries(offeredLicences(masthead)).map(([id, { name }]): [string, string] => [id, name]);
  const { section = "", topic = "", author = "", licence = "", date = "" } = filters;
  return (
    <Filters action="/search" label="Search stories" value={typed}>
      <FilterChoice name="section" label="Section" chosen={section} options={withChosen(of("section"), section)} />
      <FilterChoice name="topic" label="Topic" chosen={topic} options={withChosen(of("topic"), topic)} />
      <FilterChoice name="author" label="Author" chosen={author} options={withChosen(of("author"), author)} />
      <FilterChoice
        name="licence"
        label={spell("License", site)}
        chosen={licence}
        options={withChosen(licences, licence)}
      />
      <FilterChoice name="date" label="Date" all="Any time" chosen={date} options={withChosen(yearsIn(years), date)} />
    </Filters>
  );
}

/** The years of stories, the last one first, as far as a list goes back. */
const yearsIn = (years: SearchPageProps["years"]): [string, string][] =>
  years === undefined
    ? []
    : Array.from({ length: Math.min(SEARCH.years, years.last - years.first + 1) }, (_, at) => {
        const year = String(years.last - at);
        return [year, year];
      });

/** What is chosen stays chosen with the next search, though no list has it. */
const withChosen = (options: [string, string][], chosen: string): [string, string][] =>
  chosen === "" || options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen]];

function Results({ site, words, filters, found, page: at, isMore }: SearchPageProps) {
  const question = { words, filters };
  return (
    <>
      <div class="row small">
        <p role="status">
          <b>{countOf(found.length, at, isMore)}</b>, best match first
        </p>
        <a class="push" href={searchFeedUrl(site.origin, question, "rss")}>
          Follow this search (RSS)
        </a>
      </div>
      <div class="mid">
        {found.map((each) => (
          <Result found={each} site={site} />
        ))}
        {(isMore || at > 1) && (
          <nav class="pages" aria-label="Pages">
            <span class="small">Page {at}</span>
            {at > 1 && (
              <a class="btn" rel="prev" href={searchUrl(site.origin, question, at - 1)}>
                Previous results
              </a>
            )}
            {isMore && (
              <a class="btn" rel="next" href={searchUrl(site.origin, question, at + 1)}>
                More results
              </a>
            )}
          </nav>
        )}
      </div>
    </>
  );
}

/** No exact number is known of many: it would take reading all of them. */
function countOf(shown: number, at: number, isMore: boolean): string {
  if (isMore || at > 1) return `Results ${(at - 1) * SEARCH.results + 1} to ${(at - 1) * SEARCH.results + shown}`;
  return shown === 1 ? "1 story" : `${shown} stories`;
}

const HOW_MUCH = {
  full: undefined,
  summary: "Summary only: the full text is for licensed publishers",
  link: "Headline only: the text is for licensed publishers",
} as const;

function Result({ found: { item, headline, excerpt }, site }: { found: Found; site: Site }) {
  const howMuch = item.terms.excluded ? undefined : HOW_MUCH[item.shows];
  return (
    <article class="story one">
      <h2 dir="auto" lang={item.language}>
        <a href={item.page}>
          <Marked pieces={headline} />
        </a>
      </h2>
      {excerpt.length > 0 && (
        <p dir="auto" lang={item.language}>
          <Marked pieces={excerpt} />
        </p>
      )}
      <p class="meta">
        {item.section.name} · {item.byline} · <ShortDay at={item.published} site={site} />
        {howMuch && ` · ${spell(howMuch, site)}`}
      </p>
    </article>
  );
}

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</>
);
