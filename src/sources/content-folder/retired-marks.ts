import { RETIRABLES, type Retirable, type Retired, retiredFrom } from "../../model/retired.ts";

type Mark = { retired?: true | undefined };
type Marked = Record<string, Mark>;
type MarkedFile = { id: string; fields: Mark };

/** Returns the names of sections or topics, by id. */
export const namesOf = (named: Record<string, { name: string }>) =>
  Object.fromEntries(Object.entries(named).map(([id, { name }]) => [id, name]));

/** Returns a file's fields without the `retired` mark, which the wire takes separately. */
export const withoutMark = <Value extends { retired?: unknown }>({ retired: _, ...rest }: Value) => rest;

/** Collects what the files mark as retired. */
export function retiredIn(
  publication: { fields: { sections?: Marked; topics?: Marked } } | undefined,
  authors: readonly MarkedFile[],
  licences: readonly MarkedFile[],
): Retired | undefined {
  const { sections = {}, topics = {} } = publication?.fields ?? {};
  const marked = (all: [string, { retired?: true | undefined } | undefined][]) =>
    all.flatMap(([id, fields]) => (fields?.retired ? [id] : []));
  return retiredFrom([
    ["sections", marked(Object.entries(sections))],
    ["topics", marked(Object.entries(topics))],
    ["authors", marked(authors.map(({ id, fields }) => [id, fields]))],
    ["licences", marked(licences.map(({ id, fields }) => [id, fields]))],
  ]);
}

/** Returns the section, topic, author or license that a field of the `retired` list refers to. */
export function markedBy(field: string, retired: Retired | undefined): { kind: Retirable; id: string } | undefined {
  const [, word, at] = /^retired\.(\w+)\[(\d+)\]$/.exec(field) ?? [];
  const kind = RETIRABLES.find((each) => each === word);
  const id = kind && retired?.[kind]?.[Number(at)];
  return kind === undefined || id === undefined ? undefined : { kind, id };
}
