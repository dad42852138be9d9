import { existsSync } from "node:fs";
import type { PublishedJson, SupersededJson } from "../contract/publishing.ts";
import { SourceListJson } from "../contract/source.ts";
import type { WarningJson } from "../contract/warning.ts";
import type { IdentifiedArticle } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";
import { mistakeSentence } from "../model/mistake.ts";
import { BATCH, BODY } from "../model/policy.ts";
import { retirableName } from "../model/retired.ts";
import type { SourcesInput } from "../model/source/settings.ts";
import { bytesOf } from "../model/text.ts";
import { fileDoubtSentence, fileSentence } from "../sources/content-folder/file-mistake.ts";
import { fileWarningSentence } from "../sources/content-folder/file-warning.ts";
import { type Content, readContent } from "../sources/content-folder/read-content.ts";
import { markedBy } from "../sources/content-folder/retired-marks.ts";
import { type AcceptAnew, confirmAcceptAnew } from "./accept-anew.ts";
import { Client, Refused, type Target, type WireMistake } from "./client.ts";
import { readFiles } from "./files.ts";
import { findLikelyRenames } from "./likely-renames.ts";
import {
  absentArticles,
  carryOut,
  checkPlan,
  planInWords,
  planRetiring,
  type RetirePlan,
  type Sides,
} from "./retire.ts";

/** Prints a line of progress or a mistake. */
export type Tell = (line: string) => void;

/** What was printed before and still applies, by kind, so that a watcher prints it once rather than at each save. */
export type Known = Map<string, ReadonlySet<string>>;

/** How to check a folder: whether warnings count as mistakes, what was printed before, and the wire's origin. */
type Checking = { strict?: boolean; known?: Known; origin?: string };

/** Checks a content folder and prints every mistake; undefined if there are any. `strict` turns warnings into mistakes. */
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
    [
      ...content.doubts.map((doubt) => `${folder}/${fileDoubtSentence(doubt, kind)}`),
      ...content.warnings.map((warning) => `${folder}/${fileWarningSentence(warning, kind)}`),
    ],
    known,
    tell,
  );
  tellNew(
    "notes",
    content.notes.map((note) => `${folder}/${fileDoubtSentence(note, "note: ")}`),
    known,
    tell,
  );
  const count = content.mistakes.length + (strict ? content.doubts.length + content.warnings.length : 0);
  if (count === 0) return content;
  tell(`${count} ${count === 1 ? "mistake" : "mistakes"}; nothing was published.`);
  return undefined;
}

/** How to publish a folder. */
export type PublishOptions = {
  /** What a watcher keeps between saves. */
  known?: Known;
  /** Whether to retire samples and names without files; `isDryRun` only checks and prints. */
  retire?: boolean;
  isDryRun?: boolean;
  /** What to do about a changed license that publishers would have to accept again. */
  acceptAnew?: AcceptAnew;
};

const UNASKED: AcceptAnew = { isMeant: false, how: "`npm run publish:content -- --accept-anew`" };

/** Publishes a content folder; returns whether everything is out. A folder with mistakes isn't published at all. */
export async function publishContent(
  folder: string,
  target: Target,
  tell: Tell,
  { known = new Map(), retire = false, isDryRun = false, acceptAnew = UNASKED }: PublishOptions = {},
): Promise<boolean> {
  const content = await check(folder, tell, { known, origin: target.origin });
  if (content?.masthead === undefined) return false;
  const client = new Client(target);
  let plan: RetirePlan | undefined;
  try {
    const sides = { masthead: content.masthead, articles: content.articles, listed: await client.articles() };
    const renamed = await findLikelyRenames(client, content, sides.listed);
    for (const mistake of renamed) tell(`${folder}/${fileSentence(mistake)}`);
    if (renamed.length > 0) return false;
    plan = await planRetiring(client, sides, retire);
    if (retire) for (const line of planInWords(plan, folder)) tell(line);
    await checkPlan(client, plan, sides);
    if (!isDryRun) return await publishChecked(client, { content, plan, sides, folder, known, acceptAnew }, tell);
    const { superseded } = await checkAll(client, plan.last, await withoutNewImages(client, content), tell);
    await confirmAcceptAnew(superseded, { ...acceptAnew, isMeant: true }, tell);
    tell("Nothing was published, withheld or retired: this was a dry run.");
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellRefusal(error, { content, plan, folder }, tell);
    return false;
  }
}

type Publishing = {
  content: Content;
  plan: RetirePlan;
  sides: Sides;
  folder: string;
  known: Known;
  acceptAnew: AcceptAnew;
};

/**
 * Publishes, then withholds and retires: what articles stop using with this publish can be retired afterwards. Returns whether
 * it did; a license that publishers would have to accept again needs confirmation.
 */
async function publishChecked(client: Client, publishing: Publishing, tell: Tell): Promise<boolean> {
  const { content, plan, sides, folder, known, acceptAnew } = publishing;
  await putImages(client, content, tell);
  const { doubts, superseded } = await checkAll(client, plan.last, content.articles, tell);
  if (!(await confirmAcceptAnew(superseded, acceptAnew, tell))) return false;
  for (const warning of doubts) tell(`${folder}/${doubt(warning, content)}`);
  const { outcome, kept, back } = await client.putMasthead(plan.first, superseded.length > 0);
  if (outcome === "updated") tell("Publication, authors and licenses: updated.");
  if (back.length > 0) tell(`No longer retired: ${back.join(", ")}.`);
  const done = await putArticles(client, inOrder(content.articles), tell);
  tell(summary(done));
  // Sources name sections, authors and licenses, which exist by now.
  if (content.sources !== undefined) tell(await putSources(client, content.sources));
  for (const line of await carryOut(client, plan)) tell(line);
  const standing = [...decided(done, content.articles), ...missing(sides, plan, kept, folder)];
  tellNew("standing", standing, known, tell);
  return true;
}

/** Sets the sources; returns a line for each. */
async function putSources(client: Client, sources: SourcesInput): Promise<string> {
  const set = await client.ask(SourceListJson, "PUT", "/sources", { sources });
  const lines = set.sources.map(
    ({ id, address, failure, credentialsDropped }) =>
      `Source ${id}: ${address}${failure ? `. ${failure.words}` : ""}${credentialsDropped ? ". Its address or kind changed, so its password or key was deleted. Enter it again at the desk." : ""}`,
  );
  return lines.join("\n") || "No sources.";
}

/**
 * Checks first whether everything would be accepted, so that no part of a set with mistakes is published. Returns the wire's
 * own doubts, and the publishers affected.
 */
async function checkAll(
  client: Client,
  masthead: MastheadInput,
  articles: IdentifiedArticle[],
  tell: Tell,
): Promise<{ doubts: WarningJson[]; superseded: SupersededJson[] }> {
  let checked = 0;
  let superseded: SupersededJson[] = [];
  const all: WarningJson[] = [];
  const sent = batches(articles);
  // The masthead is checked even without articles.
  for (const batch of sent.length === 0 ? [[]] : sent) {
    const answer = await client.check(masthead, batch);
    checked += answer.articles;
    all.push(...answer.warnings);
    // Each answer says the same about the masthead.
    superseded = answer.superseded;
    if (articles.length > BATCH.articles) tell(`Checked: ${checked} of ${articles.length}.`);
  }
  // Cleaning was already reported from the files; and each answer repeats the authors.
  const doubts = all.filter(({ action }) => action === undefined);
  return { doubts: [...new Map(doubts.map((each) => [`${each.article} ${each.message}`, each])).values()], superseded };
}

/** Formats a name that may be unintended, with its place. */
function doubt({ article, field, message }: WarningJson, { place }: Content): string {
  const { file, line } = place(article, field);
  return `${file}:${line}: warning: ${message}`;
}

async function putImages(client: Client, { images }: Content, tell: Tell): Promise<void> {
  let at = 0;
  for (const [sha256, bytes] of images) {
    at += 1;
    if (await client.putImage(sha256, bytes)) tell(`Image ${at} of ${images.size}: uploaded.`);
  }
}

/** Returns the articles that can be checked before any upload. */
async function withoutNewImages(client: Client, { articles, images }: Content): Promise<IdentifiedArticle[]> {
  const added = new Set<string>();
  for (const sha256 of images.keys()) if (!(await client.hasImage(sha256))) added.add(sha256);
  return articles.filter((article) => !article.images.some(({ sha256 }) => added.has(sha256)));
}

/** Sorts articles by release or date, because archives have that order. */
const inOrder = (articles: readonly IdentifiedArticle[]): IdentifiedArticle[] =>
  articles.toSorted((one, other) => releasedOf(one) - releasedOf(other));

const releasedOf = ({ exported, published }: IdentifiedArticle): number =>
  Date.parse(exported?.released ?? published) || 0;

async function putArticles(client: Client, articles: IdentifiedArticle[], tell: Tell): Promise<PublishedJson[]> {
  const done: PublishedJson[] = [];
  for (const batch of batches(articles)) {
    done.push(...(await client.putArticles(batch)));
    if (articles.length > BATCH.articles) tell(`Articles: ${done.length} of ${articles.length}.`);
  }
  return done;
}

/** Splits a list of articles at the API's limits. */
export function batches(articles: readonly IdentifiedArticle[]): IdentifiedArticle[][] {
  const all: IdentifiedArticle[][] = [];
  let bytes: number = BODY.cliBatch;
  for (const article of articles) {
    const size = bytesOf(JSON.stringify(article)) + 1;
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
  withheld: "was saved but isn't shown",
  canceled: "was saved but isn't shown",
};

/** Prints what is new since the last time, and remembers the current lines. */
function tellNew(kind: string, lines: readonly string[], known: Known, tell: Tell): void {
  const before = known.get(kind);
  for (const line of lines) if (!before?.has(line)) tell(line);
  known.set(kind, new Set(lines));
}

/** Tells the sender which of the desk's decisions stay in force although their file says otherwise. */
function decided(done: PublishedJson[], articles: readonly IdentifiedArticle[]): string[] {
  const said = new Map(articles.map(({ id, status }) => [id, status]));
  return done
    .filter(({ address, status }) => said.get(address) !== status)
    .map(({ address, status }) => `The desk set articles/${address} to ${status}; its text ${KEPT[status]}.`);
}

/** Lists what the wire has and the folder doesn't. Nothing is deleted: removing a story is a decision. */
function missing(sides: Sides, plan: RetirePlan, kept: readonly string[], folder: string): string[] {
  const leaving = new Set(plan.samples.map(({ id }) => id));
  // A withheld sample needs no further action.
  const gone = absentArticles(sides).filter(
    ({ id, sample, status }) => !leaving.has(id) && !(sample && status === "withheld"),
  );
  return [
    ...kept
      .filter((name) => !plan.names.includes(name))
      .map((name) => `${name} is no longer in ${folder} but stays on the wire. ${RETIRE} retires it.`),
    ...gone.map(
      ({ address, sample, status }) =>
        `${folder}/articles/${address} no longer has a file, but the story stays on the wire. ${sample && status === "usable" ? `It is a sample: ${RETIRE} withholds it.` : DECIDE}`,
    ),
  ];
}

const DECIDE = "Bring its file back. To take the story down, set its status to withheld or canceled.";
const RETIRE = "`npm run publish:content -- --retire`";

type Refusing = { content: Content; plan: RetirePlan | undefined; folder: string };

function tellRefusal(refused: Refused, refusing: Refusing, tell: Tell): void {
  for (const mistake of refused.mistakes) tell(refusalLine(mistake, refusing));
  tell(`The wire refused: ${refused.message}`);
}

/** Formats a mistake with its file and line; without a file, with its name. */
function refusalLine({ article, ...mistake }: WireMistake, { content, plan, folder }: Refusing): string {
  const marked = article === undefined ? markedBy(mistake.field, (plan?.last ?? content.masthead)?.retired) : undefined;
  const name = marked && retirableName(marked.kind, marked.id);
  if (name !== undefined && plan?.absent.includes(name)) return mistakeSentence({ ...mistake, field: name });
  const field = marked ? "retired" : mistake.field;
  return `${folder}/${fileSentence({ ...mistake, field, ...content.place(article, mistake.field) })}`;
}
