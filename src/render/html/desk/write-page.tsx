import type { Mistake } from "../../../model/mistake.ts";
import { isRetired, type Retirable } from "../../../model/retired.ts";
import { SLUG_RULE } from "../../../model/text.ts";
import type { Site } from "../../site.ts";
import { Choices, Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { deskTools } from "./tools.ts";

/** A story's form values, each a list. */
export type Story = Readonly<Record<string, readonly string[]>>;

type WritePageProps = {
  site: Site;
  story: Story;
  /** The version that the form was made from: 0 for a new story. */
  version: number;
  mistakes: readonly Mistake[];
  problem?: string | undefined;
};

/** `/desk/write`: a story that is new or not yet released. Once it is released, it is corrected instead. */
export const deskWritePage = ({ site, story, version, mistakes, problem }: WritePageProps): string =>
  page({
    site,
    title: version === 0 ? "New story" : "Edit story",
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <article class="flow">
        <h1>{version === 0 ? "New story" : "Edit story"}</h1>
        <p class="quiet mid">
          Goes live at its publication time or when the embargo ends, whichever is later. Until then only the desk sees
          it. To add images, publish from files or through the API.
        </p>
        {problem && <Notice isWrong>{problem}</Notice>}
        <form class="flow mid" method="post" action="/desk/write">
          <input type="hidden" name="version" value={String(version)} />
          <Text story={story} mistakes={mistakes} isNew={version === 0} />
          <Places site={site} story={story} mistakes={mistakes} />
          <Times site={site} story={story} mistakes={mistakes} />
          <button class="go big" type="submit">
            Publish
          </button>
        </form>
      </article>
    ),
  });

const first = (story: Story, name: string): string => story[name]?.[0] ?? "";

type Part = { site: Site; story: Story; mistakes: readonly Mistake[] };

function Text({ story, mistakes, isNew }: Omit<Part, "site"> & { isNew: boolean }) {
  return (
    <>
      {isNew ? (
        <Field
          name="id"
          label="ID"
          hint={`The end of the story’s address, which can’t be changed later: ${SLUG_RULE}.`}
          value={first(story, "id")}
          mistakes={mistakes}
        />
      ) : (
        <input type="hidden" name="id" value={first(story, "id")} />
      )}
      <Field name="headline" label="Headline" value={first(story, "headline")} mistakes={mistakes} />
      <Field name="summary" label="Summary" rows={4} value={first(story, "summary")} mistakes={mistakes} />
      <div class="code">
        <Field name="body" label="Text (HTML)" rows={14} value={first(story, "body")} mistakes={mistakes} />
      </div>
    </>
  );
}

function Places({ site, story, mistakes }: Part) {
  const { publication, authors, licences, retired } = site.masthead;
  // Retired choices are offered only to stories that already have them.
  const options = (kind: Retirable, name: string, names: Record<string, string | { name: string }>) =>
    Object.entries(names)
      .filter(([id]) => !isRetired(retired, kind, id) || story[name]?.includes(id))
      .map(([value, label]) => ({ value, label: typeof label === "string" ? label : label.name }));
  const choice = (name: string, label: string, named: { value: string; label: string }[]) => (
    <Choices name={name} label={label} options={named} chosen={story[name] ?? []} mistakes={mistakes} />
  );
  const one = ({ value, label }: { value: string; label: string }, name: string) => (
    <option value={value} selected={first(story, name) === value}>
      {label}
    </option>
  );
  return (
    <>
      {choice("authors", "Authors", options("authors", "authors", authors))}
      <Field name="section" label="Section" mistakes={mistakes}>
        {options("sections", "section", publication.sections).map((option) => one(option, "section"))}
      </Field>
      {choice("topics", "Topics", options("topics", "topics", publication.topics))}
      <Field name="licence" label={spell("License", site)} mistakes={mistakes}>
        {one({ value: "", label: "Default (from section or publication)" }, "licence")}
        {options("licences", "licence", licences).map((option) => one(option, "licence"))}
      </Field>
    </>
  );
}

function Times({ story, mistakes }: Part) {
  return (
    <>
      <Field
        name="published"
        label="Published"
        hint="Date and time with the UTC offset, for example, 2026-11-22T10:00:00-05:00."
        value={first(story, "published")}
        mistakes={mistakes}
      />
      <Field
        name="embargo"
        label="Embargo"
        hint="The story won’t go live before this time."
        required={false}
        value={first(story, "embargo")}
        mistakes={mistakes}
      />
    </>
  );
}
