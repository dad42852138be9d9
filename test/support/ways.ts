import type { IdentifiedArticle } from "../../src/model/article/article.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { readContent } from "../../src/sources/content-folder/read-content.ts";
import { stopClock } from "./clock.ts";
import { png } from "./png.ts";
import { basic } from "./publisher.ts";
import { desk, freshWire, get, request, TOKEN, upload } from "./wire.ts";

// Every way to submit a story: the API, a Markdown file, a check, and the form on the desk's pages.

const PUBLICATION = `name: Example News Foundation
description: For tests.
homePage: https://www.example.org/
language: en-US
timeZone: America/New_York
contacts: { tips: tips@example.org, licensing: licensing@example.org }
licence: cc-by-nd-4.0
sections: { world: World }
topics: { trade: Trade }
`;
const CC = `---
name: Creative Commons Attribution-NoDerivatives 4.0 International
url: https://creativecommons.org/licenses/by-nd/4.0/
publicText: full
statement: Take it.
contact: licensing@example.org
assets: { images: marked }
---
Terms.
`;
const OWN = `---
name: Free Republication Licence
publicText: summary
statement: Take it.
contact: licensing@example.org
---
Terms.
`;

/** The image that stories can show: its file, and its rights. */
const PHOTO = { file: "bridge.png", bytes: png(1600, 900, "bridge") };
const RIGHTS = { alt: "The bridge", credit: "A. B.", owner: "Example News Foundation", licence: "cc-by-nd-4.0" };

/** The fields of a story besides its text. */
export type Fields = Record<string, unknown>;
/** A submitted story. `{IMG}` in its text is the hash of the image. */
export type Story = { id: string; body: string; fields?: Fields };

/** The outcome of a submission: the errors, or the published text, and the cleaning warnings. */
export type Outcome = {
  errors: { field: string; value?: string; problem: string; allowed?: string }[];
  warnings: { action: string; element: string; reason: string; text?: string; address?: string }[];
  body?: string;
};

const SAID = {
  headline: "Case",
  summary: "A summary of the case.",
  authors: ["jordan-reyes"],
  section: "world",
  published: "2026-11-19T10:00:00-05:00",
};

let photo = "";
const withPhoto = (text: string) => text.replaceAll("{IMG}", photo);

/** Returns the files of a newsroom with some articles, by path. */
const newsroom = (articles: Record<string, string | Uint8Array>): Map<string, Uint8Array> =>
  new Map(
    Object.entries({
      "publication.yaml": PUBLICATION,
      "authors/jordan-reyes.yaml": "name: Jordan Reyes\n",
      "licences/cc-by-nd-4.0.md": CC,
      "licences/free-republication.md": OWN,
      [`images/${PHOTO.file}`]: PHOTO.bytes,
      ...articles,
    }).map(([path, data]) => [path, typeof data === "string" ? new TextEncoder().encode(data) : data]),
  );

/** Reads a newsroom with additional articles or other files. */
export const readNewsroom = (files: Record<string, string | Uint8Array> = {}) =>
  readContent(newsroom(files), Date.now());

let masthead: MastheadInput | undefined;

/** Returns that newsroom's masthead. */
export async function mastheadOf(): Promise<MastheadInput> {
  const read = masthead === undefined ? await readNewsroom() : { masthead, mistakes: [] };
  if (read.masthead === undefined) throw new Error(JSON.stringify(read.mistakes));
  masthead = read.masthead;
  return read.masthead;
}

/** Creates an empty wire with the newsroom's masthead and image. */
export async function caseWire(): Promise<void> {
  await freshWire();
  stopClock("2026-11-26T12:00:00Z");
  photo = await upload(PHOTO.bytes);
  const response = await desk("PUT", "/masthead?acceptAnew=1", await mastheadOf());
  if (!response.ok) throw new Error(await response.text());
}

const isPictured = (body: string) => body.includes("{IMG}");

/** Returns a story as the API accepts it. */
export const inputOf = ({ body, fields }: Story): Fields => ({
  ...SAID,
  ...(isPictured(body) ? { images: [{ sha256: photo, ...RIGHTS }] } : {}),
  ...fields,
  body: withPhoto(body),
});

/** Returns a story as a file of the newsroom. */
export function fileOf({ body, fields }: Story): string {
  const images = isPictured(body) ? { images: [{ file: PHOTO.file, ...RIGHTS }] } : {};
  const front = Object.entries({ ...SAID, ...images, ...fields }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `---\n${front.join("\n")}\n---\n\n${withPhoto(body)}`;
}

async function outcomeOf(response: Response, id?: string): Promise<Outcome> {
  const { errors = [], warnings = [] } = await response.json<Partial<Outcome>>();
  if (response.status !== 200 && errors.length === 0) throw new Error(`${response.status} without errors`);
  return { errors, warnings, ...(errors.length > 0 || id === undefined ? {} : { body: await publishedBody(id) }) };
}

/** Returns a published text without the credit, with ids and insignificant white space normalized. */
export async function publishedBody(id: string): Promise<string> {
  const { body = "" } = await (await get(`/v1/articles/${id}`)).json<{ body?: string }>();
  return comparable(body, id);
}

/** Normalizes any body in the same way. */
export const comparable = (body: string, id: string): string =>
  body
    .slice(0, body.lastIndexOf("<hr>"))
    .replaceAll(`cw-${id}-`, "cw-")
    .replaceAll(photo, "{IMG}")
    .replace(/>\s+</g, "><")
    .trim();

/** Submits a story through the API. */
export const byApi = async (story: Story): Promise<Outcome> =>
  outcomeOf(await desk("PUT", `/articles/${story.id}`, inputOf(story)), story.id);

/** Submits a story to a check, which publishes nothing. */
export const byCheck = async (story: Story): Promise<Outcome> => {
  const articles = [{ id: story.id, ...inputOf(story) }];
  return outcomeOf(await desk("POST", "/check", { masthead: await mastheadOf(), articles }));
};

/** Submits a file as the command line does, which reads it and sends the result. */
export async function byFile(id: string, file: string | Uint8Array): Promise<Outcome> {
  const { articles, mistakes, warnings } = await readNewsroom({ [`articles/${id}.md`]: file });
  const [article] = articles;
  if (mistakes.length > 0 || article === undefined) return { errors: mistakes, warnings };
  const sent = await send(article);
  return { ...sent, warnings };
}

const send = async ({ id, ...article }: IdentifiedArticle): Promise<Outcome> =>
  outcomeOf(await desk("PUT", `/articles/${id}`, article), id);

/** Submits a story through the form on the desk's pages; the response is the page with any mistakes. */
export async function byForm(story: Story): Promise<{ status: number; page: string; body: string }> {
  const input = Object.entries({ ...inputOf(story), id: story.id, version: "0" });
  const response = await request("/desk/write", {
    method: "POST",
    redirect: "manual",
    headers: { Accept: "text/html", "Sec-Fetch-Site": "same-origin", ...basic(TOKEN) },
    body: new URLSearchParams(input.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]))),
  });
  const { status } = response;
  return { status, page: await response.text(), body: status === 303 ? await publishedBody(story.id) : "" };
}
