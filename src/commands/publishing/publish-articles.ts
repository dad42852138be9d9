import type { IdentifiedArticle, Status } from "../../model/article/article.ts";
import { timeVersion } from "../../model/article/version.ts";
import type { Masthead } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import { type ArticleRecord, readRecords } from "../../store/article/record.ts";
import type { ArticleWrite } from "../../store/article/write.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout, publishEffects } from "../effects.ts";
import { commit, type DeskContext, isTooLarge, untilCommitted } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings } from "./draft.ts";
import { carriersOf, isVisibleChange, planWrites, tagsFor } from "./plan.ts";

/** What a publish did to one article, and how it stands now: what the desk withheld or killed isn't brought back by sending it again. */
export type PublishedArticle = {
  id: string;
  version: number;
  outcome: "created" | "updated" | "unchanged";
  status: Status;
};

/** What came of a publish; a refused one wrote nothing. */
export type PublishOutcome =
  | { ok: true; articles: PublishedArticle[]; warnings: PlacedWarning[] }
  | { ok: false; because: "mistakes"; mistakes: (Mistake & { article: string })[] }
  | { ok: false; because: "no masthead" }
  | { ok: false; because: "too large" }
  | { ok: false; because: "meanwhile" }
  | { ok: false; because: "busy" };

/** Publishes articles in one D1 batch. The same content again writes nothing. `over` is the version that they are to take the place of, 0 of new ones; refused where another stands. */
export async function publishArticles(
  desk: DeskContext,
  inputs: readonly IdentifiedArticle[],
  over?: number,
): Promise<Done<PublishOutcome>> {
  const done = await untilCommitted(() => attempt(desk, inputs, over));
  return done ?? refuse({ ok: false, because: "busy" });
}

async function attempt(
  desk: DeskContext,
  inputs: readonly IdentifiedArticle[],
  over: number | undefined,
): Promise<Done<PublishOutcome> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const masthead = await readMasthead(desk.db);
  if (masthead === undefined) return refuse({ ok: false, because: "no masthead" });
  const ids = inputs.map(({ id }) => id);
  const records = await readRecords(desk.db, ids);
  if (over !== undefined && ids.some((id) => (records.get(id)?.version ?? 0) !== over))
    return refuse({ ok: false, because: "meanwhile" });
  const files = await readImages(
    desk.db,
    inputs.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  const steps = await Promise.all(inputs.map((input) => step(desk, input, masthead, records.get(input.id), files)));
  const mistakes = [
    ...repeatedIds(ids),
    ...steps.flatMap((each) => (each.ok ? [] : each.mistakes.map((mistake) => ({ ...mistake, article: each.id })))),
  ];
  if (mistakes.length > 0) return refuse({ ok: false, because: "mistakes", mistakes });
  const changed = steps.flatMap((each) => (each.ok && each.written ? [each.written] : []));
  const articles = steps.flatMap((each) => (each.ok ? [each.published] : []));
  const warnings = steps.flatMap((each) => (each.ok ? each.warnings : []));
  if (changed.length === 0) return doneWithout<PublishOutcome>({ ok: true, articles, warnings });
  if (isTooLarge(changed)) return refuse({ ok: false, because: "too large" });
  const plan = planWrites(revision, changed, records, await carriersOf(desk.db, changed), instant(desk.now));
  if (!(await commit(desk, plan))) return "moved on";
  return new Done<PublishOutcome>({ ok: true, articles, warnings }, publishEffects(tagsFor(plan, records)));
}

const refuse = (outcome: Extract<PublishOutcome, { ok: false }>): Done<PublishOutcome> =>
  doneWithout<PublishOutcome>(outcome);

type Step =
  | { ok: true; published: PublishedArticle; written?: ArticleWrite; warnings: PlacedWarning[] }
  | { ok: false; id: string; mistakes: Mistake[] };

async function step(
  desk: DeskContext,
  input: IdentifiedArticle,
  masthead: Masthead,
  before: ArticleRecord | undefined,
  files: Awaited<ReturnType<typeof readImages>>,
): Promise<Step> {
  const { id } = input;
  const made = draft(input, masthead, files, desk.origin);
  if (!made.ok) return { ok: false, id, mistakes: made.mistakes };
  const warnings = placeWarnings(made.warnings, id);
  const hash = await hashOf(made);
  if (before?.hash === hash) {
    const { version, status } = before;
    return { ok: true, published: { id, version, status, outcome: "unchanged" }, warnings };
  }
  const { article, sent, decided, mistakes } = applyDecisions(input, made.article, before, {
    names: masthead,
    now: desk.now,
    body: made.body,
  });
  if (mistakes.length > 0) return { ok: false, id, mistakes };
  const { body } = made;
  const next = { article, ...timeVersion(before, article, desk.now) };
  const written = {
    ...next,
    body,
    hash,
    sent,
    decided,
    noticed: isVisibleChange(next, before),
    warnings: made.warnings,
  };
  const { version } = written;
  return {
    ok: true,
    published: { id, version, status: article.status, outcome: before ? "updated" : "created" },
    written,
    warnings,
  };
}

const repeatedIds = (ids: readonly string[]) =>
  ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [
          {
            article: id,
            field: `articles[${at}].id`,
            value: JSON.stringify(id),
            problem: "is named twice",
            allowed: "each article once",
          },
        ],
  );
