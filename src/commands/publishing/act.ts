import {
  type Action,
  actionMistakes,
  applyAction,
  changesOf,
  whyNot,
  withAuthorIds,
} from "../../model/article/action.ts";
import type { Body } from "../../model/article/article.ts";
import { emptyBodyMistakes } from "../../model/article/body.ts";
import { decidedMistakes } from "../../model/article/decision.ts";
import { retiredMistakes } from "../../model/article/retired-names.ts";
import { noteFormerLicences, revokedLicenceDoubts } from "../../model/article/revoked-licence.ts";
import { linkedStories } from "../../model/article/story-link.ts";
import { timeVersion } from "../../model/article/version.ts";
import type { Masthead } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { cleanHtml } from "../../sources/html/clean-html.ts";
import { findStoryLinks } from "../../sources/html/story-links.ts";
import { type ArticleRecord, readFullRecord } from "../../store/article/record.ts";
import type { ArticleWrite } from "../../store/article/write.ts";
import type { AuditEntry } from "../../store/audit.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout } from "../effects.ts";
import { commit, type DeskContext, isTooLarge, untilCommitted } from "./commit.ts";
import { cleaningOf, placeWarnings } from "./draft.ts";
import { readAuthorIds } from "./name-authors.ts";
import { carriersOf, isVisibleChange, outAfter, planWrites } from "./plan.ts";
import { planEffects } from "./plan-effects.ts";
import { ofArticle, type PlacedMistake, type PublishedArticle, published } from "./publish-articles.ts";
import { closedLinks, withLinks } from "./story-links.ts";

/** The outcome of an action; a refused action wrote nothing. */
export type ActionOutcome =
  | { ok: true; article: PublishedArticle; warnings: PlacedWarning[]; doubts: PlacedMistake[] }
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "not from here"; detail: string }
  | { ok: false; because: "unknown" | "no masthead" | "too large" | "busy" }
  | { ok: false; because: "meanwhile"; version: number };

type FullRecord = ArticleRecord & { body: Body };

/**
 * Carries out the desk's decision about an article in one D1 batch: the next version, the change, the log, and due messages. The
 * article is named by its id or any address.
 */
export async function act(desk: DeskContext, name: string, action: Action): Promise<Done<ActionOutcome>> {
  const done = await untilCommitted(() => attempt(desk, name, action));
  return done ?? refuse({ ok: false, because: "busy" });
}

async function attempt(desk: DeskContext, name: string, sent: Action): Promise<Done<ActionOutcome> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const before = await readFullRecord(desk.db, name);
  const masthead = await readMasthead(desk.db);
  if (masthead === undefined) return refuse({ ok: false, because: "no masthead" });
  if (before === undefined) return refuse({ ok: false, because: "unknown" });
  const action = withAuthorIds(sent, await readAuthorIds(desk.db, masthead.authors, changesOf(sent)?.authors ?? []));
  if (action.version !== undefined && action.version !== before.version)
    return refuse({ ok: false, because: "meanwhile", version: before.version });
  const detail = whyNot(action.action, before);
  if (detail !== undefined) return refuse({ ok: false, because: "not from here", detail });
  const made = writeFor(desk, before, action, masthead);
  if (!made.ok) return refuse({ ok: false, because: "mistakes", mistakes: made.mistakes });
  if (!bypassesDecisions(action) && isTooLarge([made.written])) return refuse({ ok: false, because: "too large" });
  const records = new Map([[before.id, before]]);
  const carriers = await carriersOf(desk.db, [made.written]);
  const planned = {
    ...planWrites(revision, [made.written], records, carriers, { at: instant(desk.now), masthead }),
    audit: auditLine(desk, before, action),
  };
  const plan = await withLinks(desk.db, planned, records);
  const warnings = await warningsOf(desk, made.written, action);
  if (!(await commit(desk, plan))) return "moved on";
  const article = published(made.written.article, made.written, "updated");
  const doubts = ofArticle(before.id, revokedLicenceDoubts(before, made.written.article, masthead.licences));
  return new Done<ActionOutcome>({ ok: true, article, warnings, doubts }, planEffects(desk, plan));
}

const refuse = (outcome: Extract<ActionOutcome, { ok: false }>): Done<ActionOutcome> =>
  doneWithout<ActionOutcome>(outcome);

/** Kills and withholdings are never blocked by other mistakes, nor by a reason that makes the article too long. */
const bypassesDecisions = ({ action }: Action): boolean => action === "kill" || action === "withhold";

/** Whether an action shows readers a different text than they had. */
const bringsText = (action: Action): boolean =>
  action.action === "restore" || (action.action === "correct" && action.changes?.body !== undefined);

/**
 * Returns the warnings about a text that an action brings, from cleaning and for links that will be closed; none for an existing
 * text.
 */
async function warningsOf(
  { db, origin }: DeskContext,
  written: ArticleWrite,
  action: Action,
): Promise<PlacedWarning[]> {
  const html = changesOf(action)?.body;
  if (html === undefined) return [];
  const { article, body, warnings } = written;
  const { id } = article;
  const brought = { id, links: findStoryLinks(html, { ...article, body }, origin), field: "changes.body" };
  const closedIn = await closedLinks(db, [brought], outAfter([written]));
  return [...placeWarnings(warnings, id, brought.field), ...closedIn(brought)];
}

type WriteOutcome = { ok: true; written: ArticleWrite } | { ok: false; mistakes: Mistake[] };

function writeFor({ origin, now }: DeskContext, before: FullRecord, action: Action, masthead: Masthead): WriteOutcome {
  const { article: acted, decided } = applyAction(articleIn(before), before.decided, action, now);
  const article = { ...acted, ...noteFormerLicences(before, acted, masthead.licences, now) };
  const text = bodyOf({ language: masthead.publication.language, ...before }, action, origin);
  const mistakes = bypassesDecisions(action)
    ? []
    : [
        ...actionMistakes(before, action),
        ...decidedMistakes(before, article, masthead, now),
        ...retiredMistakes(article, before, masthead, now),
        ...(bringsText(action) && text.ok ? emptyBodyMistakes(article.status, text.body) : []),
      ];
  if (!text.ok || mistakes.length > 0)
    return {
      ok: false,
      mistakes: [...mistakes, ...(text.ok ? [] : text.mistakes)].map((each) => inChanges(each, action)),
    };
  const next = { article, ...timeVersion(before, article, now) };
  const { hash, sent } = before;
  return {
    ok: true,
    written: {
      ...next,
      body: text.body,
      hash,
      sent,
      decided,
      noticed: isVisibleChange(next, before),
      links: linkedStories({ ...article, body: text.body }, origin),
      warnings: text.warnings,
    },
  };
}

/** Renames a mistake's field to its name in the action. */
function inChanges(mistake: Mistake, action: Action): Mistake {
  const [name = ""] = mistake.field.split(/[.[]/);
  const isTheirs = Object.hasOwn(changesOf(action) ?? {}, name);
  return isTheirs ? { ...mistake, field: `changes.${mistake.field}` } : mistake;
}

/** Returns the article without its dates and without what only the store keeps with it. */
function articleIn({
  version: _version,
  publishedAt: _publishedAt,
  modifiedAt: _modifiedAt,
  released: _released,
  expired: _expired,
  killed: _killed,
  hash: _hash,
  sent: _sent,
  decided: _decided,
  noted: _noted,
  shown: _shown,
  formerLicence: _last,
  formerLicences: _former,
  licenceSince: _since,
  openLinks: _openLinks,
  body: _body,
  ...article
}: FullRecord) {
  return article;
}

/** Returns the cleaned body of a correction, or else the existing body. */
function bodyOf(before: FullRecord, action: Action, origin: string) {
  const html = changesOf(action)?.body;
  if (html === undefined) return { ok: true, body: before.body, warnings: [] } as const;
  // A correction of the text leaves the images as they are, so a caption in the text stays in the text.
  const images = before.images.map((image) => ({ caption: "", ...image }));
  return cleanHtml(html, cleaningOf({ ...before, images }, origin));
}

function auditLine({ now, by }: DeskContext, { id, version }: FullRecord, action: Action): AuditEntry {
  const reason = "note" in action ? action.note : (action.reason ?? null);
  const details = {
    version: version + 1,
    ...("licence" in action ? { licence: action.licence } : {}),
    ...("kind" in action ? { kind: action.kind } : {}),
  };
  return { at: instant(now), by, action: action.action, publisher: null, article: id, reason, details };
}
