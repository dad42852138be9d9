/** Returns the code spans of a text, in order. */
export const namesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

/** Returns the part of a text under a heading, up to the next one of the same level or higher; empty without the heading. */
export function sectionOf(text: string, heading: string): string {
  const [, marks = ""] = /^(#+) /.exec(heading) ?? [];
  const lines = text.split("\n");
  const start = lines.indexOf(heading) + 1;
  if (start === 0) return "";
  const rest = lines.slice(start);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${marks.length}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

/** Returns the rows of every table in a text, without the headers, as cells. */
export const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line, at, lines) => line.startsWith("|") && !isRule(line) && !isRule(lines[at + 1] ?? ""))
    .map((line) => line.split("|").slice(1, -1));

const isRule = (line: string): boolean => /^\|[-| ]+\|$/.test(line);

/** Returns the code spans in the first column of every table in a text. */
export const firstColumn = (text: string): string[] => rowsOf(text).flatMap(([cell = ""]) => namesIn(cell));
