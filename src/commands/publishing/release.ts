import { BATCH } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import { readDue, readRecords } from "../../store/article/record.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { readWhole } from "../../store/search/todo.ts";
import type { SearchEntry } from "../../store/search/write.ts";
import { Done } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, untilCommitted } from "./commit.ts";
import { type DrainResult, drain, NOTHING } from "./drain.ts";
import { membersOf } from "./places.ts";
import { changeAs, imagesOut } from "./plan.ts";
import { planEffects } from "./plan-effects.ts";
import { firstFitting, searchEntry } from "./search-entries.ts";
import { withLinks } from "./story-links.ts";

/**
 * Releases the articles whose embargo has passed, a number of them in one D1 batch. Safe to run twice: the second finds none due.
 */
export async function release(desk: DeskContext): Promise<Done<void>> {
  const effects = await drain(BATCH.releases, () => untilCommitted(() => attempt(desk)));
  return new Done(undefined, effects);
}

async function attempt(desk: DeskContext): Promise<DrainResult | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const due = await readDue(desk.db, instant(desk.now), BATCH.releases);
  if (due.length === 0) return NOTHING;
  const taken = firstFitting(due);
  const articles = taken.map(({ article }) => article);
  const [records, entries] = await Promise.all([
    readRecords(desk.db, articles),
    entriesOf(desk.db, articles, instant(desk.now)),
  ]);
  const released = [...records.values()].map((each) => ({ ...each, released: instant(desk.now) }));
  const plan = await withLinks(desk.db, {
    ...emptyPlan(revision),
    releases: articles,
    changes: released.map(changeAs("released")),
    entered: released.flatMap(membersOf),
    images: [...new Set(released.flatMap(imagesOut))],
    search: { entries, gone: [] },
  });
  if (!(await commit(desk, plan))) return "moved on";
  return { articles, effects: planEffects(desk, plan), isCut: taken.length < due.length };
}

/** Returns the index entries of stories that are released now. */
async function entriesOf(db: D1Database, articles: readonly string[], at: string): Promise<SearchEntry[]> {
  const masthead = await readMasthead(db);
  if (masthead === undefined) return [];
  const texts = await readWhole(db, articles);
  return texts.map((text) => searchEntry({ ...text, released: at }, masthead));
}
