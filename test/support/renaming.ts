import { expectProblem } from "./problem.ts";
import { article, desk, MASTHEAD, request } from "./wire.ts";

/** What is answered at an address itself, wherever it leads. */
export const look = (path: string, headers: Record<string, string> = {}) =>
  request(path, { headers, redirect: "manual" });

/** Status, and where it leads. */
export async function lead(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await look(path, headers);
  await response.body?.cancel();
  return [response.status, response.headers.get("Location") ?? []].flat().join(" ");
}

/** The mistakes of a story that is refused, as `field: problem`. */
export async function refused(name: string, overrides: Record<string, unknown>): Promise<string[]> {
  const response = await desk("PUT", `/articles/${name}`, article(overrides));
  const { errors } = await expectProblem(response, 422, "invalid");
  return errors.map(({ field, value, problem }) => `${field}: ${problem}${value ? ` (${value})` : ""}`);
}

/** The author that is renamed, and the masthead with others in the place of hers. */
const { ann, ...others } = MASTHEAD.authors;
export const renamedAnn = { ...ann, was: ["ann"] };
export const withAuthors = (authors: Record<string, unknown>) => ({ ...MASTHEAD, authors: { ...others, ...authors } });

/** Renames her. */
export const renameAnn = () => desk("PUT", "/masthead", withAuthors({ annie: renamedAnn }));
