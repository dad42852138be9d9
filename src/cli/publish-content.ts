import { existsSync } from "node:fs";
import type { IdentifiedArticle } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";
import { fileSentence } from "../sources/content-folder/file-mistake.ts";
import { type Content, readContent } from "../sources/content-folder/read-content.ts";
import { Client, type Published, Refused, type Target } from "./client.ts";
import { readFiles } from "./files.ts";

/** Articles and bytes that one request carries: what the API takes, with room for what surrounds them. */
const ARTICLES = 50;
const BYTES = 1_000_000;

/** Where progress and mistakes are told. */
export type Tell = (line: string) => void;

/** Checks a content folder and tells every mistake; undefined where there is one. `strict` makes each warning one. */
export async function check(folder: string, tell: Tell, strict = false): Promise<Content | undefined> {
  if (!existsSync(folder)) {
    tell(`There is no folder ${folder}.`);
    return undefined;
  }
  const content = await readContent(await readFiles(folder));
  for (const mistake of content.mistakes) tell(`${folder}/${fileSentence(mistake)}`);
  for (const { file, line, message } of content.warnings)
    tell(`${folder}/${file}:${line}: ${strict ? "" : "warning: "}${message}`);
  const count = content.mistakes.length + (strict ? content.warnings.length : 0);
  if (count === 0) return content;
  tell(`${count} ${count === 1 ? "mistake" : "mistakes"}; nothing was published.`);
  return undefined;
}

/**
 * Publishes a content folder; answers whether all of it is out. Nothing is published from a folder with mistakes.
 * `known` holds what was told the last time and stays so: a watcher tells it once, and not at each save.
 */
export async function publishContent(
  folder: string,
  target: Target,
  tell: Tell,
  known = new Set<string>(),
): Promise<boolean> {
  const content = await check(folder, tell);
  if (content?.masthead === undefined) return false;
  const client = new Client(target);
  try {
    await putImages(client, content, tell);
    await checkAll(client, content.masthead, content.articles, tell);
    const { outcome, kept } = await client.putMasthead(content.masthead);
    if (outcome === "updated") tell("Publication, authors and licences: updated.");
    const done = await putArticles(client, content.articles, tell);
    tell(summary(done));
    tellNew([...decided(done, content.articles), ...(await missing(client, content, kept, folder))], known, tell);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellRefusal(error, content, folder, tell);
    return false;
  }
}

/** Asks first whether all of it would be taken, so that no part of a set with a mistake is published. */
async function checkAll(
  client: Client,
  masthead: MastheadInput,
  articles: IdentifiedArticle[],
  tell: Tell,
): Promise<void> {
  let checked = 0;
  for (const batch of batches(articles)) {
    checked += (await client.check(masthead, batch)).articles;
    if (articles.length > ARTICLES) tell(`Checked: ${checked} of ${articles.length}.`);
  }
}

async function putImages(client: Client, { images }: Content, tell: Tell): Promise<void> {
  let at = 0;
  for (const [sha256, bytes] of images) {
    at += 1;
    if (await client.putImage(sha256, bytes)) tell(`Image ${at} of ${images.size}: uploaded.`);
  }
}

async function putArticles(client: Client, articles: IdentifiedArticle[], tell: Tell): Promise<Published> {
  const done: Published = [];
  for (const batch of batches(articles)) {
    done.push(...(await client.putArticles(batch)));
    if (articles.length > ARTICLES) tell(`Articles: ${done.length} of ${articles.length}.`);
  }
  return done;
}

/** Cuts a list of articles where the API's limits are. */
export function batches(articles: readonly IdentifiedArticle[]): IdentifiedArticle[][] {
  const all: IdentifiedArticle[][] = [];
  let bytes = BYTES;
  for (const article of articles) {
    const size = new TextEncoder().encode(JSON.stringify(article)).length + 1;
    const last = all.at(-1);
    if (last === undefined || last.length === ARTICLES || bytes + size > BYTES) {
      all.push([article]);
      bytes = size;
    } else {
      last.push(article);
      bytes += size;
    }
  }
  return all;
}

function summary(done: Published): string {
  const count = (outcome: string) => done.filter((each) => each.outcome === outcome).length;
  return `Articles: ${count("created")} created, ${count("updated")} updated, ${count("unchanged")} unchanged.`;
}

const KEPT = {
  usable: "is shown",
  withheld: "was kept, and isn't shown",
  canceled: "was kept, and isn't shown",
};

/** Tells what wasn't so the last time, and keeps what is so now. */
function tellNew(lines: readonly string[], known: Set<string>, tell: Tell): void {
  for (const line of lines) if (!known.has(line)) tell(line);
  known.clear();
  for (const line of lines) known.add(line);
}

/** What the desk decided isn't undone by a file that says otherwise: who sent it is told. */
function decided(done: Published, articles: readonly IdentifiedArticle[]): string[] {
  const said = new Map(articles.map(({ id, status }) => [id, status]));
  return done
    .filter(({ id, status }) => said.get(id) !== status)
    .map(({ id, status }) => `articles/${id} is ${status} by the desk; its text ${KEPT[status]}.`);
}

/** What the wire has and the folder doesn't is told, never deleted: taking a story back is a decision. */
async function missing(client: Client, { articles }: Content, kept: string[], folder: string): Promise<string[]> {
  const here = new Set(articles.map(({ id }) => id));
  const gone = (await client.articles()).filter(({ id }) => !here.has(id)).map(({ id }) => `articles/${id}`);
  return [
    ...kept.map((id) => `${id} isn't in ${folder} any more, but stays on the wire.`),
    ...gone.map(
      (id) =>
        `${folder}/${id} has no file any more, but stays on the wire. Bring its file back; an article goes with status: withheld or canceled.`,
    ),
  ];
}

function tellRefusal(refused: Refused, content: Content, folder: string, tell: Tell): void {
  for (const { article, ...mistake } of refused.mistakes)
    tell(`${folder}/${fileSentence({ ...mistake, ...content.place(article, mistake.field) })}`);
  tell(`The wire refused: ${refused.message}`);
}
