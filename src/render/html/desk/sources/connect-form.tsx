import type { Mistake } from "../../../../model/mistake.ts";
import type { SourceKind } from "../../../../model/source/settings.ts";
import type { Site } from "../../../site.ts";
import { Field } from "../../kit/forms.tsx";

/** The values entered, by field. */
export type FilledForm = Readonly<Record<string, string | undefined>>;

type Props = { kind: SourceKind; site: Site; filled: FilledForm; mistakes: readonly Mistake[] };

const ADDRESS: Readonly<Record<SourceKind, { label: string; hint: string }>> = {
  wordpress: { label: "Address of the site", hint: "For example, https://paper.example." },
  ghost: { label: "API URL", hint: "For example, https://paper.ghost.io." },
  feed: { label: "Address of the feed", hint: "For example, https://paper.example/feed." },
};

const MODES = [
  ["review", "Hold at the desk for approval"],
  ["publish", "Publish at once"],
] as const;

/** The form that connects a site. A source's other settings are in `sources.yaml` and the API. */
export function ConnectForm({ kind, site: { masthead }, filled, mistakes }: Props) {
  const { name, sections } = masthead.publication;
  const field = (name: string) => ({ name, id: `${kind}-${name}`, value: filled[name], mistakes });
  return (
    <form class="flow" method="post" action="/desk/connect">
      <input type="hidden" name="kind" value={kind} />
      <Field {...field("address")} {...ADDRESS[kind]} type="url" autocomplete="off" />
      <Field {...field("id")} label="Name here" hint="A short ID, for example, paper." autocomplete="off" />
      <Field {...field("section")} label="Section for its stories">
        {Object.entries(sections).map(([id, title]) => (
          <option value={id} selected={filled.section === id}>
            {title}
          </option>
        ))}
      </Field>
      <Field
        {...field("credit")}
        label="Credit on your own pictures"
        hint={`For example, ${name}. Pictures without these words are left out.`}
        required={false}
        autocomplete="off"
      />
      <Field {...field("mode")} label="New stories">
        {MODES.map(([mode, label]) => (
          <option value={mode} selected={filled.mode === mode}>
            {label}
          </option>
        ))}
      </Field>
      <button type="submit">Connect</button>
    </form>
  );
}
