import { expectProblem } from "./problem.ts";
import { article, desk, MASTHEAD, request } from "./wire.ts";

/** Requests an address without following redirects. */
export const look = (path: string, headers: Record<string, string> = {}) =>
  request(path, { headers, redirect: "manual" });

/** Returns the status and the redirect target. */
export async function lead(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await look(path, headers);
  await response.body?.cancel();
  return [response.status, response.headers.get("Location") ?? []].flat().join(" ");
}

/** Returns the mistakes of a refused story, as `field: problem`. */
export async function refused(name: string, overrides: Record<string, unknown>): Promise<string[]> {
  const response = await desk("PUT", `/articles/${name}`, article(overrides));
  const { errors } = await expectProblem(response, 422, "invalid");
  return errors.map(({ field, value, problem }) => `${field}: ${problem}${value ? ` (${value})` : ""}`);
}

/** The renamed author, and the masthead with other authors in her place. */
const { ann, ...others } = MASTHEAD.authors;
export const renamedAnn = { ...ann, was: ["ann"] };
export const withAuthors = (authors: Record<string, unknown>) => ({ ...MASTHEAD, authors: { ...others, ...authors } });

/** Renames her. */
export const renameAnn = () => desk("PUT", "/masthead", withAuthors({ annie: renamedAnn }));
