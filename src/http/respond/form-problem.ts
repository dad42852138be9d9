import { type FormMistake, fieldSentence, type Mistake } from "../../model/mistake.ts";

/** The labels of a form's fields by their names. */
export type Labels = Readonly<Record<string, string>>;

/** What is wrong in a form, for its top: each field by its label, and what to enter there. A field without a label keeps its name. */
export const formProblem = (mistakes: readonly FormMistake[], labels: Labels): string =>
  mistakes.map((mistake) => `${labelOf(mistake, labels)}: ${fieldSentence(mistake)}`).join(" ");

/** `events[0]` belongs to `events`. */
const labelOf = ({ field }: Mistake, labels: Labels): string => {
  const name = field.replace(/\[.*$/, "");
  return labels[name] ?? name;
};
