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

/** How a folder is published. */
export type PublishOptions = {
  /** What a watcher keeps from one save to the next. */
  known?: Known;
  /** Whether samples and names that the folder doesn't have are retired; `isDryRun`: only told, and checked. */
  retire?: boolean;
  isDryRun?: boolean;
  /** What becomes of a changed licence that publishers would have to accept anew. */
  acceptAnew?: AcceptAnew;
};

const UNASKED: AcceptAnew = { isMeant: false, how: "`npm run publish:content -- --accept-anew`" };

/** Publishes a content folder; answers whether all of it is out. Nothing is published from a folder with mistakes. */
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
 * Publishes, then withholds and retires: what articles leave with this publish can be retired by then. Answers whether it did;
 * a licence that publishers would have to accept anew has to be meant.
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
  // They name sections, authors and licences, which are there by now.
  if (content.sources !== undefined) tell(await putSources(client, content.sources));
  for (const line of await carryOut(client, plan)) tell(line);
  const standing = [...decided(done, content.articles), ...missing(sides, plan, kept, folder)];
  tellNew("standing", standing, known, tell);
  return true;
}

/** Sets the sites that stories come from; answers with a line for each. */
async function putSources(client: Client, sources: SourcesInput): Promise<string> {
  const set = await client.ask(SourceListJson, "PUT", "/sources", { sources });
  const lines = set.sources.map(
    ({ id, address, failure, credentialsDropped }) =>
      `Source ${id}: ${address}${failure ? `. ${failure.words}` : ""}${credentialsDropped ? ". Its address or kind changed, so its password or key was deleted. Enter it again at the desk." : ""}`,
  );
  return lines.join("\n") || "No sources.";
}

/** Asks first whether all of it would be taken, so that no part of a set with a mistake is published. Answers with what the wire alone can doubt, and with whom it concerns. */
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
  // The masthead is checked though there be no article.
  for (const batch of sent.length === 0 ? [[]] : sent) {
    const answer = await client.check(masthead, batch);
    checked += answer.articles;
    all.push(...answer.warnings);
    // Each answer says the same of the masthead.
    superseded = answer.superseded;
    if (articles.length > BATCH.articles) tell(`Checked: ${checked} of ${articles.length}.`);
  }
  // What cleaning did was told before, from the files; and each answer names the authors again.
  const doubts = all.filter(({ action }) => action === undefined);
  return { doubts: [...new Map(doubts.map((each) => [`${each.article} ${each.message}`, each])).values()], superseded };
}

/** A name that may not be meant, with the place where it is. */
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

/** The articles that can be checked before anything is uploaded. */
async function withoutNewImages(client: Client, { articles, images }: Content): Promise<IdentifiedArticle[]> {
  const added = new Set<string>();
  for (const sha256 of images.keys()) if (!(await client.hasImage(sha256))) added.add(sha256);
  return articles.filter((article) => !article.images.some(({ sha256 }) => added.has(sha256)));
}

/** Articles in the order in which they were released, or are dated, because archives are in that order. */
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

/** Cuts a list of articles where the API's limits are. */
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
    .filter(({ address, status }) => said.get(address) !== status)
    .map(({ address, status }) => `The desk set articles/${address} to ${status}; its text ${KEPT[status]}.`);
}

/** What the wire has and the folder doesn't is told, never deleted: taking a story back is a decision. */
function missing(sides: Sides, plan: RetirePlan, kept: readonly string[], folder: string): string[] {
  const leaving = new Set(plan.samples.map(({ id }) => id));
  // Of a sample that is withheld nothing is left to be done.
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

/** A mistake with its file and line; of what has no file, by its name. */
function refusalLine({ article, ...mistake }: WireMistake, { content, plan, folder }: Refusing): string {
  const marked = article === undefined ? markedBy(mistake.field, (plan?.last ?? content.masthead)?.retired) : undefined;
  const name = marked && retirableName(marked.kind, marked.id);
  if (name !== undefined && plan?.absent.includes(name)) return mistakeSentence({ ...mistake, field: name });
  const field = marked ? "retired" : mistake.field;
  return `${folder}/${fileSentence({ ...mistake, field, ...content.place(article, mistake.field) })}`;
}
