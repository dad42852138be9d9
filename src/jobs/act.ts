import { type Action, acted, actionMistakes, whyNot } from "../model/action.ts";
import { type Body, instant } from "../model/article.ts";
import { standingMistakes } from "../model/decision.ts";
import type { Masthead } from "../model/masthead.ts";
import type { Mistake } from "../model/mistake.ts";
import { timing } from "../model/version.ts";
import { cleanHtml } from "../sources/html/clean-html.ts";
import type { Audited } from "../store/audit.ts";
import { readLedger } from "../store/ledger.ts";
import { readMasthead } from "../store/masthead.ts";
import { readWhole, type Standing } from "../store/standing.ts";
import type { Written } from "../store/written.ts";
import { commit, type Desk, isTooLarge, untilCommitted } from "./commit.ts";
import { cleaningOf } from "./draft.ts";
import { carriersOf, isNoticed, planOf, tagsFor } from "./plan.ts";
import type { Published } from "./publish.ts";

/** What came of an action; a refused one wrote nothing. `tags` is what a cache has to forget. */
export type Acted =
  | { ok: true; article: Published; tags: string[] }
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "not from here"; detail: string }
  | { ok: false; because: "unknown" | "no masthead" | "too large" | "busy" }
  | { ok: false; because: "meanwhile"; version: number };

type Whole = Standing & { body: Body };

/** Does what the desk decided of an article, in one D1 batch: its next version, its change, the log, and what is due to be sent. */
export async function act(desk: Desk, id: string, action: Action): Promise<Acted> {
  return (await untilCommitted(() => attempt(desk, id, action))) ?? { ok: false, because: "busy" };
}

async function attempt(desk: Desk, id: string, action: Action): Promise<Acted | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const before = await readWhole(desk.db, id);
  const masthead = await readMasthead(desk.db);
  if (masthead === undefined) return { ok: false, because: "no masthead" };
  if (before === undefined) return { ok: false, because: "unknown" };
  if (action.version !== undefined && action.version !== before.version)
    return { ok: false, because: "meanwhile", version: before.version };
  const detail = whyNot(action.action, before);
  if (detail !== undefined) return { ok: false, because: "not from here", detail };
  const made = written(desk, before, action, masthead);
  if (!made.ok) return { ok: false, because: "mistakes", mistakes: made.mistakes };
  if (!isUnhindered(action) && isTooLarge([made.written])) return { ok: false, because: "too large" };
  const standings = new Map([[id, before]]);
  const carriers = await carriersOf(desk.db, [made.written]);
  const plan = { ...planOf(revision, [made.written], standings, carriers), audit: audited(desk, before, action) };
  if (!(await commit(desk, plan))) return "moved on";
  const { version, article } = made.written;
  return {
    ok: true,
    article: { id, version, status: article.status, outcome: "updated" },
    tags: tagsFor(plan, standings),
  };
}

/** Killing and withholding are never held up by what else may be wrong, nor by a reason that makes the article longer than it may be. */
const isUnhindered = ({ action }: Action): boolean => action === "kill" || action === "withhold";

type Made = { ok: true; written: Written } | { ok: false; mistakes: Mistake[] };

function written({ origin, now }: Desk, before: Whole, action: Action, masthead: Masthead): Made {
  const { article, decided } = acted(articleIn(before), before.decided, action, now);
  const text = bodyOf({ language: masthead.publication.language, ...before }, action, origin);
  const mistakes = isUnhindered(action)
    ? []
    : [...actionMistakes(before, action), ...standingMistakes(before, article, masthead, now)];
  if (!text.ok || mistakes.length > 0)
    return {
      ok: false,
      mistakes: [...mistakes, ...(text.ok ? [] : text.mistakes)].map((each) => inChanges(each, action)),
    };
  const next = { article, ...timing(before, article, now) };
  const { hash, sent } = before;
  return {
    ok: true,
    written: { ...next, body: text.body, hash, sent, decided, noticed: isNoticed(next, before) },
  };
}

/** A mistake by the name that its field has in the action. */
function inChanges(mistake: Mistake, action: Action): Mistake {
  const [name = ""] = mistake.field.split(/[.[]/);
  const isTheirs = action.action === "correct" && Object.hasOwn(action.changes ?? {}, name);
  return isTheirs ? { ...mistake, field: `changes.${mistake.field}` } : mistake;
}

/** The article without its place in time, and without what only the store keeps beside it. */
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
  notices: _notices,
  body: _body,
  ...article
}: Whole) {
  return article;
}

/** The body that a correction brings, cleaned; else the one that is there. */
function bodyOf(before: Whole, action: Action, origin: string) {
  const html = action.action === "correct" ? action.changes?.body : undefined;
  if (html === undefined) return { ok: true, body: before.body } as const;
  // A correction of the text leaves the images as they are: a caption in the text stays there.
  const images = before.images.map((image) => ({ caption: "", ...image }));
  return cleanHtml(html, cleaningOf({ ...before, images }, origin));
}

function audited({ now, by }: Desk, { id, version }: Whole, action: Action): Audited {
  const reason = "note" in action ? action.note : (action.reason ?? null);
  const details = {
    version: version + 1,
    ...("licence" in action ? { licence: action.licence } : {}),
    ...("kind" in action ? { kind: action.kind } : {}),
  };
  return { at: instant(now), by, action: action.action, publisher: null, article: id, reason, details };
}
