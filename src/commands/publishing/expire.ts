import { BATCH } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import { readCarriers } from "../../store/article/archive.ts";
import { type ArticleRecord, readEnding, readRecords } from "../../store/article/record.ts";
import { readLedger } from "../../store/ledger.ts";
import { Done } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, untilCommitted } from "./commit.ts";
import { type DrainResult, drain, NOTHING } from "./drain.ts";
import { isVersionOut, planMoves, type Turn } from "./places.ts";
import { changeAs, imagesOut } from "./plan.ts";
import { planEffects } from "./plan-effects.ts";
import { withLinks } from "./story-links.ts";

/**
 * Expires the articles whose own time has passed, a number of them in one D1 batch. Safe to run twice: the second finds nothing.
 */
export async function expire(desk: DeskContext): Promise<Done<void>> {
  const effects = await drain(BATCH.expiries, () => untilCommitted(() => attempt(desk)));
  return new Done(undefined, effects);
}

async function attempt(desk: DeskContext): Promise<DrainResult | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const articles = await readEnding(desk.db, instant(desk.now), BATCH.expiries);
  if (articles.length === 0) return NOTHING;
  const before = [...(await readRecords(desk.db, articles)).values()];
  const seen = before.filter(isVersionOut);
  const carriers = await readCarriers(
    desk.db,
    seen.map(({ id }) => id),
  );
  const moves = seen.map((each) => planMoves(turnOf(each, carriers.get(each.id) ?? [], instant(desk.now))));
  const plan = await withLinks(desk.db, {
    ...emptyPlan(revision),
    expiries: articles,
    changes: seen.map(changeAs("expired")),
    left: moves.flatMap(({ left }) => left),
    entered: moves.flatMap(({ entered }) => entered),
    images: [...new Set(seen.flatMap(imagesOut))],
    search: { entries: [], gone: seen.map(({ id }) => id) },
  });
  if (!(await commit(desk, plan))) return "moved on";
  return { articles, effects: planEffects(desk, plan) };
}

const turnOf = (before: ArticleRecord, carriers: string[], at: string): Turn => ({
  before,
  now: { ...before, expired: true },
  carriers,
  at,
});
