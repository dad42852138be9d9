import { humanTime } from "../../dates.ts";
import { describeLifecycle, type LifecycleFacts } from "../../lifecycle.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { DeskNav } from "./nav.tsx";

/** An article in the desk's list. */
export type ArticleLine = LifecycleFacts & { id: string; headline: string; version: number; modified: string };

/** `/desk/articles`: every article, hidden ones too, with its standing. `next` is the address of what follows. */
export const deskArticlesPage = (lines: readonly ArticleLine[], next: string | undefined, site: Site): string =>
  page({
    site,
    title: "Articles",
    feeds: [],
    children: (
      <article class="terms">
        <DeskNav at="/desk/articles" />
        <h1>Articles</h1>
        <p>
          <a href="/desk/write">Write a new one</a>
        </p>
        <p class="quiet">What changed last stands first; what waits for its time stands before it.</p>
        {lines.length === 0 && <p>There are none here.</p>}
        <ul class="rows">
          {lines.map((line) => (
            <Line line={line} site={site} />
          ))}
        </ul>
        {next && (
          <p>
            <a href={next}>Earlier ones</a>
          </p>
        )}
      </article>
    ),
  });

function Line({ line, site }: { line: ArticleLine; site: Site }) {
  const { timeZone, language } = site.masthead.publication;
  return (
    <li>
      <p>
        <a href={`/desk/articles/${line.id}`} dir="auto">
          {line.headline}
        </a>
      </p>
      <p class="quiet">
        {describeLifecycle(line, site)} · version {line.version}
        {line.released && line.version > 1 && ` · changed ${humanTime(line.modified, timeZone, language)}`}
      </p>
    </li>
  );
}
