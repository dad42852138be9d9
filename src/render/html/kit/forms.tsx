import type { Child } from "hono/jsx";
import { type FormMistake, fieldSentence } from "../../../model/mistake.ts";

type FieldProps = {
  name: string;
  /** Needed if several forms on a page have a field of this name. */
  id?: string;
  /** The number of rows of a long text. */
  rows?: number;
  label: string;
  hint?: string;
  value?: string | undefined;
  type?: string;
  required?: boolean;
  autocomplete?: string;
  mistakes: readonly FormMistake[];
  children?: Child;
};

/** Returns the mistakes in a field, including nested values. */
const mistakesOf = (mistakes: readonly FormMistake[], name: string): FormMistake[] =>
  mistakes.filter(({ field }) => field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`));

/** A labeled form field with its mistakes. */
export function Field(props: FieldProps) {
  const { name, id = name, label, hint, required = true, mistakes } = props;
  const wrong = mistakesOf(mistakes, name);
  const describedBy = [...(hint ? [`${id}-hint`] : []), ...(wrong.length > 0 ? [`${id}-wrong`] : [])].join(" ");
  const about = {
    id,
    name,
    autocomplete: props.autocomplete,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": wrong.length > 0 ? "true" : undefined,
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!required && <span class="quiet"> (optional)</span>}
      </label>
      <Control {...props} about={about} />
      {hint && (
        <p class="help" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Wrong id={`${id}-wrong`} mistakes={wrong} />
    </div>
  );
}

/** The input of a field: a select, a text area, or a line. */
function Control({
  value = "",
  type = "text",
  required = true,
  rows,
  children,
  about,
}: FieldProps & { about: Record<string, string | undefined> }) {
  if (children) return <select {...about}>{children}</select>;
  if (rows === undefined) return <input {...about} type={type} value={value} required={required} />;
  return (
    <textarea {...about} rows={rows} required={required}>
      {value}
    </textarea>
  );
}

type ChoicesProps = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  mistakes: readonly FormMistake[];
};

/** Checkboxes, any number of which may be checked. */
export function Choices({ name, label, options, chosen, mistakes }: ChoicesProps) {
  const wrong = mistakesOf(mistakes, name);
  return (
    <fieldset class="field" aria-describedby={wrong.length > 0 ? `${name}-wrong` : undefined}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label class="pick">
          <input type="checkbox" name={name} value={option.value} checked={chosen.includes(option.value)} />{" "}
          <span>{option.label}</span>
        </label>
      ))}
      <Wrong id={`${name}-wrong`} mistakes={wrong} />
    </fieldset>
  );
}

function Wrong({ id, mistakes }: { id: string; mistakes: readonly FormMistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <p class="error" id={id}>
      {mistakes.map(fieldSentence).join(" ")}
    </p>
  );
}

/** The result of a form, which screen readers announce because it comes first and has a status role. */
export function Notice({ children, isWrong = false }: { children?: Child; isWrong?: boolean }) {
  return (
    <div class={isWrong ? "note stop flow" : "note flow"} role={isWrong ? "alert" : "status"}>
      {children}
    </div>
  );
}
