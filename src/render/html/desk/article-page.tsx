import { raw } from "hono/html";
import type { DeskArticleJson } from "../../../contract/desk-article.ts";
import type { VersionJson } from "../../../contract/version.ts";
import { articleUrl } from "../../../model/address.ts";
import type { ActionName } from "../../../model/article/action.ts";
import type { ArticleInput } from "../../../model/article/article.ts";
import { getOwn } from "../../../model/get-own.ts";
import { humanTime } from "../../dates.ts";
import { escapeXml } from "../../feed/xml.ts";
import { describeLifecycle } from "../../lifecycle.ts";
import { englishWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Actions, type RefusedAction } from "./article-forms.tsx";
import { LogLine } from "./log-sentence.tsx";
import { deskTools } from "./tools.ts";

/** What just happened: an action was done or refused. */
export type ActionFlash = { done: ActionName } | { refused: RefusedAction } | undefined;
type ArticlePageProps = { view: DeskArticleJson; site: Site; flash: ActionFlash };

const DONE: Record<ActionName, string> = {
  correct: "Corrected.",
  fix: "Fixed.",
  relicense: "Relicensed.",
  withhold: "Withheld.",
  restore: "Restored.",
  expire: "Expired.",
  kill: "Killed. Its text is being removed everywhere.",
};

/** `/desk/articles/{id}`: the state of an article, its possible actions and its history. */
export const deskArticlePage = ({ view, site, flash }: ArticlePageProps): string =>
  page({
    site,
    title: view.article.headline,
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <article class="flow">
        <p class="quiet small">{describeLifecycle(view, site)}</p>
        <h1 class="hl" dir="auto">
          {view.article.headline}
        </h1>
        {flash && "done" in flash && <Notice>{DONE[flash.done]}</Notice>}
        {flash && "refused" in flash && <Notice isWrong>{flash.refused.problem}</Notice>}
        <Facts view={view} site={site} />
        <Actions view={view} site={site} refused={flash && "refused" in flash ? flash.refused : undefined} />
        <h2>Text</h2>
        <TextOf article={view.article} site={site} />
        <Versions view={view} site={site} />
        <Log view={view} site={site} />
      </article>
    ),
  });

/** `/desk/articles/{id}/versions/{version}`: an earlier text of an article. */
export const deskVersionPage = (version: VersionJson, site: Site): string =>
  page({
    site,
    title: `Version ${version.version}`,
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <article class="flow">
        <p class="quiet small">
          <a href={`/desk/articles/${version.id}`}>Back to the story</a> · version {version.version},{" "}
          {time(version.at, site)} by {version.by}
        </p>
        <h1 class="hl" dir="auto">
          {version.article.headline}
        </h1>
        <p>
          <a href={`/desk/articles/${version.id}/diff?to=${version.version}`}>What changed in this version</a>
        </p>
        {version.warnings.length > 0 && <Cleaning version={version} />}
        <TextOf article={version.article} site={site} />
      </article>
    ),
  });

/** What cleaning changed in a text, so that the desk can check whether anything is missing. */
function Cleaning({ version: { warnings, moreWarnings } }: { version: VersionJson }) {
  return (
    <section class="flow">
      <h2>What we changed in the text we received</h2>
      <ul>
        {warnings.map(({ line, message }) => (
          <li>
            {line === undefined ? "" : `Line ${line}: `}
            {message}
          </li>
        ))}
        {moreWarnings > 0 && <li>And {moreWarnings} more.</li>}
      </ul>
    </section>
  );
}

const time = (at: string, site: Site): string =>
  humanTime(at, site.masthead.publication.timeZone, englishWords(site).locale);

function Facts({ view, site }: Omit<ArticlePageProps, "flash">) {
  const { article, decided, released, standing, id, address } = view;
  const { authors, section, topics, canonical, embargo, expires, reason, sample } = article;
  const { masthead } = site;
  const { sections, topics: named } = masthead.publication;
  const rows: [string, string | undefined][] = [
    ["Version", `${view.version}, changed ${time(view.modified, site)}`],
    [spell("License", site), `${view.licence.name}${article.exclude ? " (doesn’t cover this story)" : ""}`],
    ["By", authors.map((author) => getOwn(masthead.authors, author)?.name ?? author).join(", ") || "unsigned"],
    [
      "Section, topics",
      [getOwn(sections, section), ...topics.map((topic) => getOwn(named, topic))].filter(Boolean).join(", "),
    ],
    ["Address", article.was && `${address}; formerly ${article.was.filter((name) => name !== address).join(", ")}`],
    ["First released", released === null ? undefined : time(released, site)],
    ["Embargo", embargo && time(embargo, site)],
    ["Expires", expires && time(expires, site)],
    ["Why it was killed", reason],
    ["Where it first ran", canonical],
    ["Sample", sample && "shown until you publish stories of your own"],
    ["Set by the desk", Object.keys(decided).join(", ") || undefined],
  ];
  return (
    <>
      {view.closedLinks.length > 0 && (
        <p>Links to stories that aren’t live yet are off until they are: {view.closedLinks.join(", ")}.</p>
      )}
      <dl class="facts">
        {rows.map(
          ([name, value]) =>
            value && (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
      </dl>
      {standing === "released" && (
        <p>
          <a href={articleUrl(site.origin, address)}>View page</a>
        </p>
      )}
      {view.released === null && (
        <p>
          <a href={`/desk/write?article=${id}`}>Edit</a>: it hasn’t been released yet.
        </p>
      )}
      {view.corrections.length > 0 && <Corrections view={view} site={site} />}
    </>
  );
}

function Corrections({ view, site }: Omit<ArticlePageProps, "flash">) {
  return (
    <>
      <h2>Corrections</h2>
      <ul>
        {view.corrections.map(({ at, kind, note }) => (
          <li>
            <span class="quiet">
              {time(at, site)}, {kind.replace("editors-note", "editor’s note")}:
            </span>{" "}
            {note}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A text for the desk to read. Its images may not be public yet, so their descriptions replace them. */
function TextOf({ article, site }: { article: ArticleInput; site: Site }) {
  const html = article.body.replace(/<img src="\/images\/([0-9a-f]{64})">/g, (_, hash: string) => {
    const image = article.images.find(({ sha256 }) => sha256 === hash);
    return `<p class="quiet">[Image: ${escapeXml(image?.alt ?? hash)} · ${escapeXml(image?.credit ?? "")}]</p>`;
  });
  return (
    <section class="text panel" lang={article.language ?? site.masthead.publication.language} dir="auto">
      <p>
        <em>{article.summary}</em>
      </p>
      {raw(html)}
    </section>
  );
}

function Versions({ view: { id, versions }, site }: Omit<ArticlePageProps, "flash">) {
  return (
    <section class="flow">
      <h2>Versions</h2>
      <ul class="rows">
        {versions.map(({ version, at, by, status }) => (
          <li>
            <p>
              <a href={`/desk/articles/${id}/versions/${version}`}>Version {version}</a>
              {version > 1 && (
                <>
                  {" · "}
                  <a href={`/desk/articles/${id}/diff?to=${version}`} aria-label={`What changed in version ${version}`}>
                    what changed
                  </a>
                </>
              )}
            </p>
            <p class="quiet">
              {time(at, site)} by {by}, {status}
            </p>
          </li>
        ))}
      </ul>
      {versions.length > 1 && (
        <Compare id={id} versions={versions} from={versions[1]?.version} to={versions[0]?.version} />
      )}
    </section>
  );
}

type CompareProps = {
  id: string;
  versions: DeskArticleJson["versions"];
  from?: number | undefined;
  to?: number | undefined;
};

function Compare({ id, versions, from, to }: CompareProps) {
  const choices = [
    ["from", "From version", from],
    ["to", "to version", to],
  ] as const;
  return (
    <form class="pair" method="get" action={`/desk/articles/${id}/diff`}>
      {choices.map(([name, label, chosen]) => (
        <div class="field">
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            {versions.map(({ version }) => (
              <option value={String(version)} selected={version === chosen}>
                {version}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit">Compare</button>
    </form>
  );
}

function Log({ view: { id, article, log }, site }: Omit<ArticlePageProps, "flash">) {
  return (
    <section class="flow">
      <h2>Log</h2>
      {log.length === 0 && <p class="quiet">No desk decisions yet.</p>}
      <ul class="dots">
        {log.map((entry) => (
          <LogLine line={{ ...entry, article: id, organization: undefined, headline: article.headline }} site={site} />
        ))}
      </ul>
    </section>
  );
}
