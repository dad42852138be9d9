import type { Child } from "hono/jsx";
import type { DeskArticleJson } from "../../../contract/desk-article.ts";
import type { ActionName } from "../../../model/article/action.ts";
import { CORRECTION_KINDS } from "../../../model/article/correction.ts";
import { ccLicenceOf } from "../../../model/article/revoked-licence.ts";
import { getOwn } from "../../../model/get-own.ts";
import { ccKind } from "../../../model/licence/creative-commons.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { Field } from "../kit/forms.tsx";
import { spell } from "../kit/spell.ts";

/** A refused action with the values entered, and what is wrong with them. */
export type RefusedAction = {
  action: ActionName;
  filled: Readonly<Record<string, string>>;
  mistakes: readonly Mistake[];
  problem: string;
};
type ArticleFormsProps = { view: DeskArticleJson; site: Site; refused: RefusedAction | undefined };

/** A form for each action that is possible now; killing has its own page. */
export function Actions({ view, site, refused }: ArticleFormsProps) {
  const { actions, id } = view;
  const offered = actions.filter((name) => name !== "kill" && (name !== "expire" || canExpire(view, site)));
  return (
    <section class="rule flow">
      <h2>Actions</h2>
      {offered.map((name) => (
        <details class="fold" open={refused?.action === name}>
          <summary>{NAMES[name]}</summary>
          <p class="quiet">{spell(MEANINGS[name], site)}</p>
          <ActionForm view={view} name={name}>
            <Fields view={view} site={site} name={name} refused={refused?.action === name ? refused : undefined} />
          </ActionForm>
        </details>
      ))}
      {actions.includes("kill") && (
        <p>
          <a class="btn" href={`/desk/articles/${id}/kill`}>
            Kill this story …
          </a>
        </p>
      )}
    </section>
  );
}

/** CC BY 4.0 §2(a)(5)(C): a story released under Creative Commons can't be made to expire. */
const canExpire = ({ licence, article }: DeskArticleJson, { masthead }: Site): boolean =>
  article.exclude === true || ccKind(getOwn(masthead.licences, licence.id)?.url) === undefined;

/** The desk's names for the actions. */
export const NAMES: Record<ActionName, string> = {
  correct: "Correct",
  fix: "Fix a typo",
  relicense: "Relicense",
  withhold: "Withhold",
  restore: "Restore",
  expire: "Expire",
  kill: "Kill this story",
};

const MEANINGS: Record<ActionName, string> = {
  correct: "Publishes a new version with a public note, which appears wherever the story does.",
  fix: "Publishes a new version with no public note. If facts change, correct the story instead.",
  relicense: "Puts the story under another license everywhere, starting now.",
  withhold: "Removes the story everywhere for now. Readers aren’t told why.",
  restore: "Brings the story back everywhere, as you see it here.",
  expire: "Ends the story’s term now: it disappears everywhere, and every copy must come down.",
  kill: "",
};

/** The form of an action. It sends the version it was made from, so that nobody acts on a newer version unseen. */
export function ActionForm({
  view: { id, version },
  name,
  children,
}: {
  view: DeskArticleJson;
  name: ActionName;
  children?: Child;
}) {
  return (
    <form class="flow" method="post" action={`/desk/articles/${id}/${name}`}>
      <input type="hidden" name="version" value={String(version)} />
      {children}
      <button type="submit" class={name === "kill" ? "grave" : undefined}>
        {NAMES[name]}
      </button>
    </form>
  );
}

function Fields({ view, site, name, refused }: ArticleFormsProps & { name: ActionName }) {
  const mistakes = refused?.mistakes ?? [];
  const { article, licence, released } = view;
  const revoked = ccLicenceOf(
    { licence: licence.id, exclude: article.exclude, released: released ?? undefined },
    site.masthead.licences,
  );
  if (name === "correct") return <Correction view={view} refused={refused} />;
  return (
    <>
      {name === "fix" && <Texts view={view} action={name} refused={refused} />}
      {name === "relicense" && <Licences view={view} site={site} refused={refused} />}
      {name === "relicense" && revoked !== undefined && <Revoked name={revoked} site={site} />}
      <Field
        name="reason"
        id={`${name}-reason`}
        label={`${STORY_LABELS.reason} (for the desk’s log)`}
        required={name !== "relicense" && name !== "fix"}
        value={refused?.filled.reason}
        mistakes={mistakes}
      />
    </>
  );
}

/** An extra confirmation before a Creative Commons license is revoked; it isn't sent. */
const Revoked = ({ name, site }: { name: string; site: Site }) => (
  <p class="field">
    <label class="pick">
      <input type="checkbox" required />{" "}
      <span>
        {spell("I understand that a Creative Commons license can’t be revoked:", site)} copies made under {name} stay
        lawful and may stay up.
      </span>
    </label>
  </p>
);

function Licences({ view, site, refused }: ArticleFormsProps) {
  return (
    <Field name="licence" label={spell(STORY_LABELS.licence, site)} mistakes={refused?.mistakes ?? []}>
      {Object.entries(offeredLicences(site.masthead))
        .filter(([id]) => id !== view.licence.id)
        .map(([id, { name }]) => (
          <option value={id} selected={refused?.filled.licence === id}>
            {name}
          </option>
        ))}
    </Field>
  );
}

/** The labels of these forms' fields, without what they add in parentheses. */
export const STORY_LABELS = {
  kind: "Type of correction",
  note: "Public note",
  licence: "New license",
  reason: "Reason",
  headline: "Headline",
  summary: "Summary",
  body: "Text",
};

const KINDS: Record<(typeof CORRECTION_KINDS)[number], string> = {
  correction: "Correction: we got something wrong",
  clarification: "Clarification: something was unclear",
  update: "Update: there’s new information",
  "editors-note": "Editor’s note",
};

function Correction({ view, refused }: Omit<ArticleFormsProps, "site">) {
  const { filled, mistakes = [] } = refused ?? {};
  return (
    <>
      <Field name="kind" label={STORY_LABELS.kind} mistakes={mistakes}>
        {CORRECTION_KINDS.map((kind) => (
          <option value={kind} selected={filled?.kind === kind}>
            {KINDS[kind]}
          </option>
        ))}
      </Field>
      <Field name="note" label={STORY_LABELS.note} rows={2} value={filled?.note} mistakes={mistakes} />
      <Texts view={view} action="correct" refused={refused} />
    </>
  );
}

/** The current text for editing. Two forms on the page have it, so their fields need separate ids. */
function Texts({ view, action, refused }: Omit<ArticleFormsProps, "site"> & { action: ActionName }) {
  const { filled, mistakes = [] } = refused ?? {};
  const { headline, summary, body } = view.article;
  const idOf = (name: string) => (action === "correct" ? name : `${action}-${name}`);
  return (
    <>
      <Field
        name="headline"
        id={idOf("headline")}
        label={STORY_LABELS.headline}
        value={filled?.headline ?? headline}
        mistakes={mistakes}
      />
      <Field
        name="summary"
        id={idOf("summary")}
        label={STORY_LABELS.summary}
        rows={4}
        value={filled?.summary ?? summary}
        mistakes={mistakes}
      />
      <div class="code">
        <Field
          name="body"
          id={idOf("body")}
          label={`${STORY_LABELS.body} (HTML)`}
          rows={14}
          required={false}
          value={filled?.body ?? body}
          mistakes={mistakes}
        />
      </div>
    </>
  );
}
