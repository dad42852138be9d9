import { inForce } from "../../model/masthead.ts";
import { ALL } from "../../model/tag.ts";
import { instant } from "../../model/time.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, publishEffects } from "../effects.ts";
import { commit, type DeskContext, untilCommitted } from "./commit.ts";
import { mastheadPlan } from "./publish-masthead.ts";

/**
 * Puts announced licence texts in force when their time comes, and closes licences whose time is over, in one D1 batch.
 * Safe to run twice: the second finds nothing to turn.
 */
export async function applyLicenceDates(desk: DeskContext): Promise<Done<void>> {
  const tags = await untilCommitted(() => attempt(desk));
  return new Done(undefined, publishEffects(tags ?? []));
}

async function attempt(desk: DeskContext): Promise<string[] | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const before = await readMasthead(desk.db);
  if (before === undefined) return [];
  const plan = mastheadPlan(revision, before, inForce(before, instant(desk.now)), []);
  if (plan === undefined) return [];
  return (await commit(desk, plan)) ? [ALL] : "moved on";
}
