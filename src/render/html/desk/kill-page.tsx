import type { DeskArticleJson } from "../../../contract/desk-article.ts";
import { getOwn } from "../../../model/get-own.ts";
import { describeLifecycle } from "../../lifecycle.ts";
import type { Site } from "../../site.ts";
import { Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { ActionForm, type RefusedAction } from "./article-forms.tsx";
import { DeskNav } from "./nav.tsx";

type KillPageProps = { view: DeskArticleJson; site: Site; refused: RefusedAction | undefined };

/** `/desk/articles/{id}/kill`: asks once more, and says what a kill means. */
export const deskKillPage = ({ view, site, refused }: KillPageProps): string =>
  page({
    site,
    title: `Kill: ${view.article.headline}`,
    feeds: [],
    children: (
      <article class="terms">
        <DeskNav at="/desk/articles" />
        <p class="kicker">
          <a href={`/desk/articles/${view.id}`}>Back to the article</a> · {describeLifecycle(view, site)}
        </p>
        <h1 dir="auto">Kill “{view.article.headline}”?</h1>
        {refused && <Notice isWrong>{refused.problem}</Notice>}
        <p>What follows at once:</p>
        <ul>
          {consequences(view, site).map((each) => (
            <li>{each}</li>
          ))}
        </ul>
        <ActionForm view={view} name="kill">
          <Field
            name="reason"
            label={view.released === null ? "Why" : "Why, for the public: it stands in every notice"}
            value={refused?.filled.reason}
            mistakes={refused?.mistakes ?? []}
          />
          <label class="choice">
            <input type="checkbox" name="confirmed" value="yes" required /> I have read what follows
          </label>
        </ActionForm>
      </article>
    ),
  });

function consequences({ released, licence, versions }: DeskArticleJson, { masthead }: Site): string[] {
  const kept = `The desk keeps its text, in ${versions.length} ${versions.length === 1 ? "version" : "versions"}, and can restore it.`;
  if (released === null)
    return ["It was never released: it won’t be, nobody is told, and no notice stands anywhere.", kept];
  const hours = getOwn(masthead.licences, licence.id)?.corrections.takeDownWithinHours;
  const within = hours === undefined ? "" : ` within ${hours} hours`;
  return [
    "Its text is gone from its page, every feed, the archives and the API; what only it uses of images, too.",
    "At its address, in the feeds and among what was withdrawn, for ever, stands a notice with the reason below.",
    `Every publisher that may hold it is told, and has to take its copy down${within}; you can follow that under Recalls.`,
    kept,
  ];
}
