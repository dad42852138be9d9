import { BATCH, RETENTION } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";
import { readOldNotices } from "../../store/article/channel.ts";
import { readLedger } from "../../store/ledger.ts";
import { Done, publishEffects } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, touchedChannels, untilCommitted } from "./commit.ts";
import { tagsOf } from "./tags.ts";

/**
 * Takes notices out of the channels' feeds once they have stood there long enough, in one D1 batch; in the list of
 * everything withdrawn they stay. Safe to run twice: the second finds nothing.
 */
export async function expireNotices(desk: DeskContext): Promise<Done<void>> {
  const tags = await untilCommitted(() => attempt(desk));
  return new Done(undefined, publishEffects(tags ?? []));
}

async function attempt(desk: DeskContext): Promise<string[] | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const left = await readOldNotices(desk.db, instant(desk.now - RETENTION.noticeDays * DAY), BATCH.notices);
  if (left.length === 0) return [];
  const plan = { ...emptyPlan(revision), changes: [{ kind: "tidied" as const }], left };
  if (!(await commit(desk, plan))) return "moved on";
  return tagsOf({ channels: touchedChannels(plan), articles: [], images: [] });
}
