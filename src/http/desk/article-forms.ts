import type { Context } from "hono";
import { type ActionOutcome, act } from "../../commands/publishing/act.ts";
import { VersionNumber } from "../../contract/version.ts";
import { ACTION_NAMES, Action, type ActionName } from "../../model/article/action.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { STORY_LABELS } from "../../render/html/desk/article-forms.tsx";
import type { Site } from "../../render/site.ts";
import { viewVersion } from "../../views/desk-article.ts";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import { type DeskEnv, deskContext, type Routes, viewContext } from "../context.ts";
import { formProblem, readForm } from "../respond/form.ts";
import { whyNotDone } from "./refusals.ts";
import { idOf, showArticle } from "./show-article.ts";

/** The forms on the desk's pages: the same actions as the API's. */
export function articleForms(app: Routes<DeskEnv>): void {
  for (const name of ACTION_NAMES)
    app.post(`/articles/:id/${name}`, (c) => withSite(c, (site) => perform(c, site, name), c.get("person")));
}

type FormFields = Record<string, string>;

async function perform(c: Context<DeskEnv>, site: Site, action: ActionName): Promise<Response> {
  const form = await readForm(c);
  const filled: FormFields = Object.fromEntries(Object.entries(form).map(([name, [first = ""]]) => [name, first]));
  const refuse = (status: number, problem: string, mistakes: Mistake[] = [], kept = filled) =>
    showArticle(c, site, { action, filled: kept, mistakes, problem: `Nothing was done. ${problem}` }, status);
  if (action === "kill" && filled.confirmed !== "yes")
    return refuse(422, "Check the box to confirm that you understand what will happen.");
  const version = VersionNumber.safeParse(filled.version);
  if (!version.success) return refuse(422, "The form doesn’t say which version it’s for. Open the story again.");
  const changes = CHANGE_TEXT.includes(action) ? await changedTexts(c, version.data, filled) : undefined;
  if (action === "fix" && changes === undefined) return refuse(422, "You didn’t change the text.");
  const raw = { action, version: version.data, ...pick(filled, TAKES[action]), ...(changes && { changes }) };
  const read = Action.safeParse(raw);
  const mistakes = read.success ? [] : inForm(mistakesOf(read.error, raw));
  if (!read.success) return refuse(422, formProblem(mistakes, STORY_LABELS), mistakes);
  const outcome = await settle(c, await act(deskContext(c), idOf(c), read.data));
  if (!outcome.ok) return refuseOutcome(outcome);
  return c.redirect(`/desk/articles/${idOf(c)}?done=${action}`, 303);

  function refuseOutcome(refused: Extract<ActionOutcome, { ok: false }>): Promise<Response> {
    if (refused.because === "mistakes")
      return refuse(422, formProblem(inForm(refused.mistakes), STORY_LABELS), inForm(refused.mistakes));
    // Keeps only what was changed in the old form, so that somebody else's edit isn't overwritten unseen.
    const isOld = refused.because === "meanwhile";
    return refuse(409, whyNotDone(refused), [], isOld ? { ...pick(filled, TAKES[action]), ...changes } : filled);
  }
}

/** The actions whose forms include the text. */
const CHANGE_TEXT: readonly ActionName[] = ["correct", "fix"];

/** The fields of an action's form besides the text. */
const TAKES: Record<ActionName, readonly string[]> = {
  correct: ["kind", "note"],
  fix: ["reason"],
  relicense: ["licence", "reason"],
  withhold: ["reason"],
  restore: ["reason"],
  expire: ["reason"],
  kill: ["reason"],
};

/** Returns some fields of a form; empty ones are left out. */
const pick = (filled: FormFields, names: readonly string[]): FormFields =>
  Object.fromEntries(Object.entries(filled).filter(([name, text]) => names.includes(name) && text.trim() !== ""));

/** Returns the texts that differ from the version that the form was made from; undefined if none does. */
async function changedTexts(c: Context<DeskEnv>, version: number, filled: FormFields): Promise<FormFields | undefined> {
  const before = (await viewVersion(viewContext(c), idOf(c), version))?.article;
  const texts = (["headline", "summary", "body"] as const).flatMap((field) => {
    const text = filled[field];
    return text === undefined || text === before?.[field] ? [] : [[field, text] as const];
  });
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/** Returns mistakes under the form's field names. */
const inForm = (mistakes: readonly Mistake[]): Mistake[] =>
  mistakes.map((mistake) => ({ ...mistake, field: mistake.field.replace(/^changes\./, "") }));
