import { basic } from "./publisher.ts";
import { ORIGIN, request, TOKEN } from "./wire.ts";

/** Requests a page of the desk as the desk. */
export const deskPage = (path: string, init: RequestInit = {}): Promise<Response> =>
  request(path, { redirect: "manual", ...init, headers: { ...basic(TOKEN), ...init.headers } });

/** Sends a form of the desk as a browser does. */
export const sendForm = (
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> =>
  deskPage(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin", ...headers },
  });

/** Requests the page of the source `paper`, or a page below it. */
export const sourcePage = (path = ""): Promise<Response> => deskPage(`/desk/sources/paper${path}`);

/** Sends a form on the page of the source `paper`. */
export const sendToSource = (path: string, fields: Record<string, string> = {}): Promise<Response> =>
  sendForm(`/desk/sources/paper${path}`, fields);

/** Returns the action of the form with this button. Throws if a page has none, or several. */
export function actionOf(html: string, button: string): string {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  const found = forms.filter((form) => form.includes(`>${button}</button>`));
  const [action] = found.flatMap((form) => /\baction="([^"]*)"/.exec(form)?.[1] ?? []);
  if (found.length !== 1 || action === undefined) throw new Error(`${found.length} forms with “${button}”`);
  return action;
}
