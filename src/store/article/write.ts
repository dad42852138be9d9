import type { Article, Body } from "../../model/article/article.ts";
import type { DeskDecisions, SentFields } from "../../model/article/decision.ts";
import type { Timing } from "../../model/article/version.ts";
import type { Shown } from "../../model/note.ts";
import { PAGES } from "../../model/policy.ts";
import { firstWarnings, type Warning } from "../../model/warning.ts";
import { CHANGED_AT, NEWEST } from "../ledger.ts";
import { IS_OUT } from "./article.ts";

/** An article to be written. */
export type ArticleWrite = Timing & {
  article: Article;
  body: Body;
  hash: string;
  sent: SentFields;
  decided: DeskDecisions;
  /** Whether readers can notice the change: only then do they get a new state of the article. */
  noticed: boolean;
  /** The other stories that it links to, by the ids in their addresses. */
  links: readonly string[];
  /** The warnings from cleaning its text; empty if the text is unchanged. */
  warnings: readonly Warning[];
  /** If readers don't see it, how they last saw it. */
  shown?: Shown | undefined;
};

const rowsJson = (articles: readonly ArticleWrite[]) =>
  JSON.stringify(
    articles.map(({ article, body: pieces, sent, decided, warnings: _, links: _links, ...rest }) => ({
      ...rest,
      sent: JSON.stringify(sent),
      decided: JSON.stringify(decided),
      id: article.id,
      status: article.status,
      licence: article.licence,
      content: JSON.stringify(article),
      body: JSON.stringify(pieces),
    })),
  );

/** Stores the texts of new versions. */
export const writeVersions = (db: D1Database, articles: readonly ArticleWrite[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO article_version (article, version, status, content, body, at, by, warnings)
       SELECT written.value ->> 'id', written.value ->> 'version', written.value ->> 'status', written.value ->> 'content',
         written.value ->> 'body', ?2, ?3, (SELECT kept.value FROM json_each(?4) AS kept WHERE kept.key = written.value ->> 'id')
       FROM json_each(?1) AS written`,
    )
    .bind(rowsJson(articles), at, by, keptWarnings(articles));

/** Returns the warnings of each article that has any, in a parameter of their own so that they don't limit the size of texts. */
const keptWarnings = (articles: readonly ArticleWrite[]): string =>
  JSON.stringify(
    Object.fromEntries(
      articles
        .filter(({ warnings }) => warnings.length > 0)
        .map(({ article, warnings }) => [article.id, firstWarnings(warnings, PAGES.versionWarnings)]),
    ),
  );

/** Writes the new state of articles. A change that nobody can notice doesn't advance the numbers that readers follow. */
export const writeArticles = (db: D1Database, articles: readonly ArticleWrite[]) =>
  db
    .prepare(
      `INSERT INTO article (id, version, status, release_at, released, modified, expires_at, expired, killed, licence, content, body,
         hash, sent, decided, shown, change, changed_at)
       SELECT value ->> 'id', value ->> 'version', value ->> 'status', value ->> 'releaseAt', value ->> 'released', value ->> 'modified',
         value ->> 'expiresAt', value ->> 'expired', value ->> 'killed',
         value ->> 'licence', value ->> 'content', value ->> 'body', value ->> 'hash', value ->> 'sent', value ->> 'decided', value ->> 'shown',
         CASE WHEN value ->> 'noticed' THEN ${NEWEST} END, ${CHANGED_AT} FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status, release_at = excluded.release_at,
         released = excluded.released, modified = excluded.modified, expires_at = excluded.expires_at, expired = excluded.expired,
         killed = excluded.killed, licence = excluded.licence, content = excluded.content,
         body = excluded.body, hash = excluded.hash, sent = excluded.sent, decided = excluded.decided, shown = excluded.shown,
         changed_at = CASE WHEN excluded.change IS NULL THEN article.changed_at ELSE excluded.changed_at END,
         change = coalesce(excluded.change, article.change)`,
    )
    .bind(rowsJson(articles));

/** Releases waiting articles: their text stays, and they get their time of release. */
export const writeReleases = (db: D1Database, ids: string[], at: string) =>
  db
    .prepare(
      `UPDATE article SET released = ?2, change = ${NEWEST}, changed_at = ${CHANGED_AT}
       WHERE released IS NULL AND id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids), at);

/** Expires articles whose own time has passed: the desk keeps the text. If an article was already gone, nobody notices. */
export const writeExpiries = (db: D1Database, ids: string[]) =>
  db
    .prepare(
      `UPDATE article SET expired = 1, shown = CASE WHEN ${IS_OUT} THEN json_object('authors', json(content -> 'authors'),
           'section', content ->> 'section') ELSE shown END, change = CASE WHEN ${IS_OUT} THEN ${NEWEST} ELSE change END,
         changed_at = CASE WHEN ${IS_OUT} THEN ${CHANGED_AT} ELSE changed_at END
       WHERE expired = 0 AND id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids));
