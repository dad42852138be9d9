import { raw } from "hono/html";
import type { IdentifiedArticle } from "../../../../model/article/article.ts";
import { getOwn } from "../../../../model/get-own.ts";
import type { Site } from "../../../site.ts";
import { Notice } from "../../kit/forms.tsx";
import { page } from "../../kit/page.tsx";
import { spell } from "../../kit/spell.ts";
import { Time } from "../../kit/time.tsx";
import { deskTools } from "../tools.ts";

type PreviewPageProps = {
  source: string;
  post: { id: string; url: string; modified: string };
  article: IdentifiedArticle;
  /** The cleaned text. */
  html: string;
  /** The license that the story would have. */
  licence: string;
  warnings: readonly string[];
  mistakes: readonly string[];
  isUpdate: boolean;
  problem?: string | undefined;
  site: Site;
};

/** `/desk/sources/{id}/posts/{post}`: exactly what would be published, and the button that does it. */
export const previewPage = (props: PreviewPageProps): string => {
  const { source, post, article, html, warnings, mistakes, isUpdate, problem, site } = props;
  const { authors } = site.masthead;
  return page({
    site,
    title: article.headline,
    feeds: [],
    tools: deskTools("/desk/sources", site),
    children: (
      <article class="flow">
        <p class="quiet">
          {isUpdate ? "A new version of a story we already have" : "A new story"}, from{" "}
          <a href={`/desk/sources/${source}`}>{source}</a>: <a href={post.url}>original post</a>
        </p>
        <h1 dir="auto">{article.headline}</h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        {mistakes.map((mistake) => (
          <Notice isWrong>{mistake}</Notice>
        ))}
        <p dir="auto">{article.summary}</p>
        <p>
          {bylineOf(article.authors, authors)}; in{" "}
          {getOwn(site.masthead.publication.sections, article.section) ?? article.section}; {spell("license", site)}:{" "}
          {props.licence}
          {article.exclude ? " (doesn’t cover this story)" : ""}.
        </p>
        {article.embargo && (
          <p>
            Embargoed until <Time at={article.embargo} site={site} />.
          </p>
        )}
        {(article.corrections ?? []).map(({ kind, note }) => (
          <p dir="auto">
            {kind}: {note}
          </p>
        ))}
        {article.images.map(({ alt, credit, owner, licence }) => (
          <p dir="auto">
            Picture: {alt}. {credit}. Owner: {owner}; {spell("license", site)}: {licence}.
          </p>
        ))}
        <div class="text" dir="auto">
          {raw(html)}
        </div>
        {warnings.length > 0 && (
          <section class="note flow">
            <h2>What we changed on import</h2>
            <ul>
              {warnings.map((warning) => (
                <li dir="auto">{warning}</li>
              ))}
            </ul>
          </section>
        )}
        {mistakes.length === 0 && (
          <form method="post" action={`/desk/sources/${source}/posts/${encodeURIComponent(post.id)}`}>
            <input type="hidden" name="modified" value={post.modified} />
            <button type="submit">Publish</button>
          </form>
        )}
      </article>
    ),
  });
};

/** Returns the byline, with names where they are known and ids otherwise. */
function bylineOf(ids: readonly string[], authors: Site["masthead"]["authors"]): string {
  const names = ids.map((id) => getOwn(authors, id)?.name ?? id);
  return names.length === 0 ? "No byline" : `By ${names.join(", ")}`;
}
