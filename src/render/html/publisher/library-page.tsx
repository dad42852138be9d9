import { republishUrl } from "../../../model/address.ts";
import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { StillFilling } from "../kit/filters.tsx";
import { spell } from "../kit/spell.ts";
import { ShortDay } from "../kit/time.tsx";
import { type FilterValues, LibraryFilters } from "./library-filters.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";
import { Todo, type TodoProps } from "./todo.tsx";

/** A story as the library lists it. */
export type LibraryLine = { item: Item; released: string; words?: number; held?: { version: number; at: string } };

type LibraryPageProps = TabFrame & {
  stories: readonly LibraryLine[];
  /** The end of the previous visit; undefined if there was none, or if it doesn't apply to this page. */
  since?: string | undefined;
  /** The address of the next page. */
  next?: string | undefined;
  /** Whether the next page continues a search that has found nothing more so far. */
  isLooking: boolean;
  /** Whether a search may miss stories that are still being indexed. */
  isFilling: boolean;
  filters: FilterValues;
  licences: readonly string[];
  todo: Omit<TodoProps, "site">;
};

/** `/publisher`: what needs action, and the stories that a publisher may republish, newest first. */
export function libraryPage({
  stories,
  since,
  next,
  isLooking,
  isFilling,
  filters,
  licences,
  todo,
  ...frame
}: LibraryPageProps): string {
  const { site } = frame;
  const isNew = ({ released }: LibraryLine) => since !== undefined && released > since;
  const fresh = stories.filter(isNew);
  return tabPage(
    "library",
    frame,
    <>
      <Todo {...todo} site={site} />
      <LibraryFilters filters={filters} licences={licences} site={site} />
      {isFilling && <StillFilling />}
      {stories.length === 0 && !isLooking && <Empty isFiltered={filters.isFiltered} site={site} />}
      {since !== undefined && fresh.length > 0 && (
        <section aria-labelledby="new">
          <h2 id="new">
            {fresh.length} new since your last visit on <ShortDay at={since} site={site} />
          </h2>
          <Stories stories={fresh} site={site} />
        </section>
      )}
      {stories.length > fresh.length && (
        <section aria-labelledby="stories">
          <h2 id="stories">{headingOf(filters, fresh.length > 0)}</h2>
          <Stories stories={stories.filter((story) => !isNew(story))} site={site} />
        </section>
      )}
      {next && (
        <nav class="pages" aria-label="Pages">
          <span class="quiet small">{isLooking ? "No more matches so far." : ""}</span>
          <a class="btn" href={next}>
            {isLooking ? "Search older stories" : filters.q === "" ? "Older stories" : "More results"}
          </a>
        </nav>
      )}
    </>,
  );
}

/** A text search lists the best matches first; any other filter the newest. */
function headingOf({ q, isFiltered }: FilterValues, hasNew: boolean): string {
  if (hasNew) return "Earlier";
  if (q !== "") return "Results, best match first";
  return isFiltered ? "Results" : "Newest first";
}

const Empty = ({ isFiltered, site }: { isFiltered: boolean; site: Site }) => (
  <section class="blank flow">
    <h2>{isFiltered ? "No stories match" : "No stories yet"}</h2>
    <p class="quiet">
      {isFiltered ? (
        <>
          Try different words, or <a href="/publisher">see all stories</a>.
        </>
      ) : (
        <>
          Stories that you may republish appear here. {spell("For those under a license for publishers,", site)}{" "}
          <a href="/publisher/agreements">{spell("accept the license", site)}</a> first.
        </>
      )}
    </p>
  </section>
);

const Stories = ({ stories, site }: { stories: readonly LibraryLine[]; site: Site }) => (
  <ul class="plain">
    {stories.map((story) => (
      <li>
        <Story story={story} site={site} />
      </li>
    ))}
  </ul>
);

function Story({ story: { item, words, held }, site }: { story: LibraryLine; site: Site }) {
  const href = republishUrl(site.origin, item.address);
  const [image] = item.images;
  const action = actionFor(item, held);
  return (
    <article class={image ? "story work" : "story work plain"}>
      <div>
        <h3 dir="auto" lang={item.language}>
          <a href={href}>{item.headline}</a>
        </h3>
        <p class="meta">
          {item.section.name} · <ShortDay at={item.published} site={site} />
          {words !== undefined && ` · ${words.toLocaleString("en-US")} words`}
          {item.licence.id !== site.masthead.publication.licence && ` · ${item.licence.name}`}
        </p>
        {held && (
          <p>
            <Taken item={item} held={held} site={site} />
          </p>
        )}
      </div>
      {image && <img src={image.url} alt="" width={image.width} height={image.height} loading="lazy" />}
      <p class="do">
        <a class="btn" href={href} aria-label={`${action}: ${item.headline}`}>
          {action}
        </a>
      </p>
    </article>
  );
}

type Held = NonNullable<LibraryLine["held"]>;

function actionFor({ version }: Item, held: Held | undefined): string {
  if (held === undefined) return "Republish";
  return held.version < version ? `Get version ${version}` : "Open again";
}

/** What the publisher took of a story, and whether the story changed since. */
function Taken({ item, held, site }: { item: Item; held: Held; site: Site }) {
  if (held.version >= item.version)
    return (
      <span class="mark good">
        Taken <ShortDay at={held.at} site={site} />, version {held.version}
      </span>
    );
  const corrected = item.corrections.filter(({ at }) => at > held.at).at(-1);
  return (
    <span class="mark care">
      You have version {held.version}. {corrected ? "Corrected" : "Changed"}{" "}
      <ShortDay at={corrected?.at ?? item.modified} site={site} />
    </span>
  );
}
