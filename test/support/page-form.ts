import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { elementsOf } from "./elements.ts";

const attribute = ({ attrs }: Tree.Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

/** A form on a page: its action, the values of its fields, and the labels of its fields and button. */
export type PageForm = {
  action: string;
  values: Record<string, string>;
  labels: Record<string, string>;
  button: string;
};

/** Returns the form in the section with a heading, as a browser would send it untouched. Throws if there is none. */
export function formIn(html: string, heading: string): PageForm {
  const form = inSection(html, heading).find(({ tagName }) => tagName === "form");
  if (form === undefined) throw new Error(`There is no form under “${heading}”.`);
  const parts = elementsOf(form);
  const fields = parts.filter((each) => attribute(each, "name") !== undefined);
  const nameFor = (label: Tree.Element): string => {
    const field = fields.find((each) => attribute(each, "id") === attribute(label, "for"));
    return (field && attribute(field, "name")) ?? "";
  };
  const labels = parts.filter(({ tagName }) => tagName === "label");
  return {
    action: attribute(form, "action") ?? "",
    values: Object.fromEntries(fields.map((each) => [attribute(each, "name") ?? "", heldBy(each)])),
    labels: Object.fromEntries(labels.map((label) => [textOf(label), nameFor(label)])),
    button: textOf(parts.find(({ tagName }) => tagName === "button") ?? form),
  };
}

/** Returns the text and the bold words of each step in the numbered list under a heading. */
export const stepsUnder = (html: string, heading: string): { text: string; named: string[] }[] =>
  inSection(html, heading)
    .filter(({ tagName }) => tagName === "li")
    .map((step) => ({
      text: textOf(step),
      named: elementsOf(step)
        .filter(({ tagName }) => tagName === "b")
        .map(textOf),
    }));

/** Returns the elements of the section with a heading. */
function inSection(html: string, heading: string): Tree.Element[] {
  const section = elementsOf(parse(html)).find(
    (each) =>
      each.tagName === "section" && elementsOf(each).some((inner) => isHeading(inner) && textOf(inner) === heading),
  );
  return section ? elementsOf(section) : [];
}

const isHeading = ({ tagName }: Tree.Element): boolean => /^h[1-6]$/.test(tagName);

function heldBy(field: Tree.Element): string {
  if (field.tagName !== "select") return attribute(field, "value") ?? "";
  const options = elementsOf(field);
  const chosen = options.find((each) => attribute(each, "selected") !== undefined) ?? options[0];
  return (chosen && attribute(chosen, "value")) ?? "";
}

const textOf = (node: Tree.ParentNode): string => rawText(node).replace(/\s+/g, " ").trim();

const rawText = (node: Tree.ParentNode): string =>
  node.childNodes.map((each) => ("value" in each ? each.value : "childNodes" in each ? rawText(each) : "")).join("");
