import type { DeskArticleJson } from "../../../contract/desk-article.ts";
import { getOwn } from "../../../model/get-own.ts";
import { describeLifecycle } from "../../lifecycle.ts";
import type { Site } from "../../site.ts";
import { Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { ActionForm, type RefusedAction } from "./article-forms.tsx";
import { deskTools } from "./tools.ts";

type KillPageProps = {
  view: DeskArticleJson;
  site: Site;
  refused: RefusedAction | undefined;
  /** Who may hold a copy, and how they would be notified. */
  reach: KillReach;
};

/** The number of publishers that may hold a story, and how many are reached by webhook, by mail, or not at all. */
export type KillReach = { publishers: number; webhooks: number; mails: number; none: number };

/** `/desk/articles/{id}/kill`: asks for confirmation, and explains what a kill does. */
export const deskKillPage = ({ view, site, refused, reach }: KillPageProps): string =>
  page({
    site,
    title: `Kill: ${view.article.headline}`,
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <article class="flow">
        <p class="quiet small">
          <a href={`/desk/articles/${view.id}`}>Back to the article</a> · {describeLifecycle(view, site)}
        </p>
        <h1 dir="auto">
          Kill “<span class="hl">{view.article.headline}</span>”?
        </h1>
        {refused && <Notice isWrong>{refused.problem}</Notice>}
        <section class="note stop flow" aria-labelledby="follows">
          <h2 id="follows">What happens right away</h2>
          <ul class="dots">
            {consequences(view, site, reach).map((each) => (
              <li>{each}</li>
            ))}
          </ul>
        </section>
        <ActionForm view={view} name="kill">
          <Field
            name="reason"
            label={view.released === null ? "Reason" : "Reason (public; shown in every notice)"}
            {...(view.released === null ? {} : { hint: "Don’t repeat the error in the story you’re withdrawing." })}
            value={refused?.filled.reason}
            mistakes={refused?.mistakes ?? []}
          />
          <label class="pick">
            <input type="checkbox" name="confirmed" value="yes" required /> <span>I understand what will happen</span>
          </label>
        </ActionForm>
      </article>
    ),
  });

function consequences(
  { released, licence, versions }: DeskArticleJson,
  { masthead }: Site,
  reach: KillReach,
): string[] {
  const kept = `The desk keeps its text, in ${versions.length} ${versions.length === 1 ? "version" : "versions"}, and can restore it.`;
  if (released === null)
    return ["It was never released and won’t be. No one is notified, and no notice appears.", kept];
  const hours = getOwn(masthead.licences, licence.id)?.corrections.takeDownWithinHours;
  const within = hours === undefined ? "" : ` within ${hours} ${hours === 1 ? "hour" : "hours"}`;
  return [
    "Its text disappears from its page, every feed, the archives and the API, along with images that no other story uses.",
    "A notice with your reason replaces it at its address and in feeds, and stays permanently in the list of withdrawn stories.",
    reach.publishers === 0
      ? `${reachSentence(reach)} Anyone who does have one must take it down${within}.`
      : `${reachSentence(reach)} Each must take its copy down${within}. Track the answers under Recalls.`,
    kept,
  ];
}

/** Says how many publishers hold the story and how each would be notified, before the kill, so that nobody is surprised later. */
export function reachSentence({ publishers, webhooks, mails, none }: KillReach): string {
  if (publishers === 0) return "No publisher has a copy.";
  const holders = publishers === 1 ? "1 publisher holds it" : `${publishers} publishers hold it`;
  const get = webhooks === 1 ? "gets" : "get";
  return `${holders}: ${webhooks} ${get} a webhook, ${mails} a mail, ${none} can’t be reached automatically.`;
}
