import { z } from "zod";
import type { Mistake } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import { fields, line, slug } from "../text.ts";
import { instant } from "../time.ts";
import { type Article, apiFields, type Version } from "./article.ts";
import { correctionFields } from "./correction.ts";
import type { DeskDecisions } from "./decision.ts";

/** The version that an action is based on: the action is refused if there is a newer one. */
const version = z
  .int()
  .min(1)
  .optional()
  .describe("The version that the decision is based on; refused if there is a newer one.");
const reason = line(LENGTH.note).describe("The reason, for the desk's log.");

const { headline, summary, authors, section, topics, body, partners, language } = apiFields;

// Defaults belong to a whole article: here, fields that are left out stay as they are.
const changes = fields({
  headline: headline.optional(),
  summary: summary.optional(),
  authors: authors.unwrap().optional(),
  section: section.optional(),
  topics: topics.unwrap().optional(),
  partners,
  language,
  body: body.optional(),
}).describe("The new text. Fields that you leave out stay as they are.");

/** The desk's actions on an article, and the fields that each needs. */
export const ACTIONS = {
  correct: fields({ version, ...correctionFields, changes: changes.optional() }),
  fix: fields({ version, reason: reason.optional(), changes }),
  relicense: fields({ version, licence: slug.describe("The new license's id."), reason: reason.optional() }),
  withhold: fields({ version, reason }),
  kill: fields({ version, reason: line(LENGTH.note).describe("The public reason, shown in every notice.") }),
  restore: fields({ version, reason }),
  expire: fields({ version, reason }),
} as const;
export type ActionName = keyof typeof ACTIONS;
/** The actions, in the order in which a page offers them. */
export const ACTION_NAMES = [
  "correct",
  "fix",
  "relicense",
  "withhold",
  "restore",
  "expire",
  "kill",
] as const satisfies readonly ActionName[];

/** An action with its fields, identified by its name. */
export const Action = z.discriminatedUnion("action", [
  ACTIONS.correct.extend({ action: z.literal("correct") }),
  ACTIONS.fix.extend({ action: z.literal("fix") }),
  ACTIONS.relicense.extend({ action: z.literal("relicense") }),
  ACTIONS.withhold.extend({ action: z.literal("withhold") }),
  ACTIONS.kill.extend({ action: z.literal("kill") }),
  ACTIONS.restore.extend({ action: z.literal("restore") }),
  ACTIONS.expire.extend({ action: z.literal("expire") }),
]);
export type Action = z.output<typeof Action>;
export type Changes = z.output<typeof changes>;

/** The changes that an action makes to the text; undefined if it makes none. */
export const changesOf = (action: Action): Changes | undefined => ("changes" in action ? action.changes : undefined);

/** The action with authors' ids in place of other names that they have or had. */
export function withAuthorIds(action: Action, ids: ReadonlyMap<string, string>): Action {
  const changes = changesOf(action);
  if (changes?.authors === undefined || ids.size === 0 || !("changes" in action)) return action;
  return { ...action, changes: { ...changes, authors: changes.authors.map((name) => ids.get(name) ?? name) } };
}

/** Why an action isn't possible in an article's current state; undefined if it is. */
export function whyNot(action: ActionName, { status, released, expired }: Version): string | undefined {
  const isReleased = released !== undefined;
  if (status === "canceled") return action === "restore" ? undefined : "It’s been killed. Restore it first.";
  if (action === "kill" || action === "relicense") return undefined;
  if (action === "restore")
    return status === "withheld" || expired ? undefined : "It isn’t withheld, killed or expired.";
  if (action === "withhold") return status === "withheld" ? "It’s already withheld." : undefined;
  if (!isReleased) return "It hasn’t been released, so nobody has read it. Publish it again instead.";
  if (action === "expire") return expired ? "It has already expired." : undefined;
  return expired ? "It has expired. Restore it first." : undefined;
}

/** Why an action isn't possible although the article's state allows it. */
export function actionMistakes({ licence, corrections = [] }: Article, action: Action): Mistake[] {
  if (action.action === "relicense" && action.licence === licence)
    return [
      {
        field: "licence",
        value: JSON.stringify(licence),
        problem: "is already its license",
        allowed: "another license",
      },
    ];
  // When the story is sent again, it has to list every correction, and a file can't list more.
  if (action.action === "correct" && corrections.length >= ARTICLE.corrections)
    return [
      {
        field: "corrections",
        problem: `already number ${corrections.length}`,
        allowed: `at most ${ARTICLE.corrections}`,
      },
    ];
  if (action.action === "fix" && Object.values(action.changes).every((value) => value === undefined))
    return [
      {
        field: "changes",
        value: "{}",
        problem: "changes nothing",
        allowed: "the fields with the typo, corrected",
      },
    ];
  return [];
}

/** An article's state after an action, and which parts are the desk's decision. `now` is in milliseconds. */
export function applyAction(
  article: Article,
  decided: DeskDecisions,
  action: Action,
  now: number,
): { article: Article; decided: DeskDecisions } {
  const { reason: _, expires, ...rest } = article;
  const ending = expires === undefined ? {} : { expires };
  switch (action.action) {
    case "kill":
      return {
        article: { ...article, status: "canceled", reason: action.reason },
        decided: { ...decided, status: "canceled", reason: action.reason },
      };
    case "withhold":
      return {
        article: { ...rest, ...ending, status: "withheld" },
        decided: { ...decided, status: "withheld", reason: null },
      };
    case "restore": {
      const isOver = expires !== undefined && Date.parse(expires) <= now;
      return {
        article: { ...rest, ...(isOver ? {} : ending), status: "usable" },
        decided: { ...decided, status: "usable", reason: null, ...(isOver ? { expires: null } : {}) },
      };
    }
    case "expire": {
      const at = instant(now);
      return { article: { ...article, expires: at }, decided: { ...decided, expires: at } };
    }
    case "relicense":
      return { article: { ...article, licence: action.licence }, decided: { ...decided, licence: action.licence } };
    case "correct": {
      const { kind, note } = action;
      const corrections = [...(article.corrections ?? []), { at: instant(now), kind, note }];
      return { article: { ...applyChanges(article, action.changes), corrections }, decided };
    }
    case "fix":
      return { article: applyChanges(article, action.changes), decided };
  }
}

function applyChanges(article: Article, changes: Changes = {}): Article {
  const { body: _, ...text } = changes;
  return { ...article, ...Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined)) };
}
