import { existsSync } from "node:fs";
import type { PublishedJson } from "../contract/publishing.ts";
import type { IdentifiedArticle } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";
import { BATCH, BODY } from "../model/policy.ts";
import { fileSentence } from "../sources/content-folder/file-mistake.ts";
import { fileWarningSentence } from "../sources/content-folder/file-warning.ts";
import { type Content, readContent } from "../sources/content-folder/read-content.ts";
import { Client, Refused, type Target } from "./client.ts";
import { readFiles } from "./files.ts";

/** Where progress and mistakes are told. */
export type Tell = (line: string) => void;

/** What was told the last time and stays so, by its kind: a watcher tells it once, and not at each save. */
export type Known = Map<string, ReadonlySet<string>>;

/** How a folder is checked: whether each warning is a mistake, what was told before, and for the wire at which origin. */
type Checking = { strict?: boolean; known?: Known; origin?: string };

/** Checks a content folder and tells every mistake; undefined where there is one. `strict` makes each warning one. */
export async function check(
  folder: string,
  tell: Tell,
  { strict = false, known = new Map(), origin }: Checking = {},
): Promise<Content | undefined> {
  if (!existsSync(folder)) {
    tell(`There is no folder ${folder}.`);
    return undefined;
  }
  const content = await readContent(await readFiles(folder), undefined, origin);
  for (const mistake of content.mistakes) tell(`${folder}/${fileSentence(mistake)}`);
  const kind = strict ? "" : "warning: ";
  tellNew(
    "warnings",
    content.warnings.map((warning) => `${folder}/${fileWarningSentence(warning, kind)}`),
    known,
    tell,
  );
  const count = content.mistakes.length + (strict ? content.warnings.length : 0);
  if (count === 0) return content;
  tell(`${count} ${count === 1 ? "mistake" : "mistakes"}; nothing was published.`);
  return undefined;
}

/**
 * Publishes a content folder; answers whether all of it is out. Nothing is published from a folder with mistakes.
 * `known` is what a watcher keeps from one save to the next.
 */
export async function publishContent(
  folder: string,
  target: Target,
  tell: Tell,
  known: Known = new Map(),
): Promise<boolean> {
  const content = await check(folder, tell, { known, origin: target.origin });
  if (content?.masthead === undefined) return false;
  const client = new Client(target);
  try {
    await putImages(client, content, tell);
    await checkAll(client, content.masthead, content.articles, tell);
    const { outcome, kept } = await client.putMasthead(content.masthead);
    if (outcome === "updated") tell("Publication, authors and licences: updated.");
    const done = await putArticles(client, content.articles, tell);
    tell(summary(done));
    const standing = [...decided(done, content.articles), ...(await missing(client, content, kept, folder))];
    tellNew("standing", standing, known, tell);
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
    if (articles.length > BATCH.articles) tell(`Checked: ${checked} of ${articles.length}.`);
  }
}

async function putImages(client: Client, { images }: Content, tell: Tell): Promise<void> {
  let at = 0;
  for (const [sha256, bytes] of images) {
    at += 1;
    if (await client.putImage(sha256, bytes)) tell(`Image ${at} of ${images.size}: uploaded.`);
  }
}

async function putArticles(client: Client, articles: IdentifiedArticle[], tell: Tell): Promise<PublishedJson[]> {
  const done: PublishedJson[] = [];
  for (const batch of batches(articles)) {
    done.push(...(await client.putArticles(batch)));
    if (articles.length > BATCH.articles) tell(`Articles: ${done.length} of ${articles.length}.`);
  }
  return done;
}

/** Cuts a list of articles where the API's limits are. */
export function batches(articles: readonly IdentifiedArticle[]): IdentifiedArticle[][] {
  const all: IdentifiedArticle[][] = [];
  let bytes: number = BODY.cliBatch;
  for (const article of articles) {
    const size = new TextEncoder().encode(JSON.stringify(article)).length + 1;
    const last = all.at(-1);
    if (last === undefined || last.length === BATCH.articles || bytes + size > BODY.cliBatch) {
      all.push([article]);
      bytes = size;
    } else {
      last.push(article);
      bytes += size;
    }
  }
  return all;
}

function summary(done: PublishedJson[]): string {
  const count = (outcome: string) => done.filter((each) => each.outcome === outcome).length;
  return `Articles: ${count("created")} created, ${count("updated")} updated, ${count("unchanged")} unchanged.`;
}

const KEPT = {
  usable: "is shown",
  withheld: "was kept, and isn't shown",
  canceled: "was kept, and isn't shown",
};

/** Tells what wasn't so the last time, and keeps what is so now. */
function tellNew(kind: string, lines: readonly string[], known: Known, tell: Tell): void {
  const before = known.get(kind);
  for (const line of lines) if (!before?.has(line)) tell(line);
  known.set(kind, new Set(lines));
}

/** What the desk decided isn't undone by a file that says otherwise: who sent it is told. */
function decided(done: PublishedJson[], articles: readonly IdentifiedArticle[]): string[] {
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
