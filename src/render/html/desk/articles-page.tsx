import { describeLifecycle, type LifecycleFacts } from "../../lifecycle.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay } from "../kit/time.tsx";
import { deskTools } from "./tools.ts";

/** An article in the desk's list. */
export type ArticleLine = LifecycleFacts & { id: string; headline: string; version: number; modified: string };

/** `/desk/articles`: every article, hidden ones too, with its standing. `next` is the address of what follows. */
export const deskArticlesPage = (lines: readonly ArticleLine[], next: string | undefined, site: Site): string =>
  page({
    site,
    title: "Articles",
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <div class="flow">
        <div class="row">
          <h1>Articles</h1>
          <a class="btn go push" href="/desk/write">
            New story
          </a>
        </div>
        <p class="quiet">Newest first; scheduled stories on top.</p>
        {lines.length === 0 ? (
          <NothingYet />
        ) : (
          <Table label="Articles" head={["Story", "Status", "Updated"]}>
            {lines.map((line) => (
              <Row line={line} site={site} />
            ))}
          </Table>
        )}
        {next && (
          <nav class="pages" aria-label="Pages">
            <a class="btn" href={next}>
              Older stories
            </a>
          </nav>
        )}
      </div>
    ),
  });

const NothingYet = () => (
  <section class="blank flow">
    <h2>No stories yet</h2>
    <p class="quiet">
      Every story appears here with its status, hidden ones too. Write one, or publish a folder of them with{" "}
      <code>npm run publish:content</code>.
    </p>
  </section>
);

function Row({ line, site }: { line: ArticleLine; site: Site }) {
  return (
    <tr>
      <td>
        <a class="who hl" href={`/desk/articles/${line.id}`} dir="auto">
          {line.headline}
        </a>
      </td>
      <Cell label="Status">{describeLifecycle(line, site)}</Cell>
      <Cell label="Updated">
        <ShortDay at={line.modified} site={site} />
        <span class="quiet"> · version {line.version}</span>
      </Cell>
    </tr>
  );
}
