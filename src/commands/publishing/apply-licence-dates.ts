import { inForce } from "../../model/masthead.ts";
import { instant } from "../../model/time.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, type Effects, NO_EFFECTS } from "../effects.ts";
import { commit, type DeskContext, untilCommitted } from "./commit.ts";
import { planEffects } from "./plan-effects.ts";
import { mastheadPlan } from "./publish-masthead.ts";

/**
 * Puts announced license texts in force when their time comes, and closes licenses that have ended, in one D1 batch. Safe to run
 * twice: the second run finds nothing to do.
 */
export async function applyLicenceDates(desk: DeskContext): Promise<Done<void>> {
  const effects = await untilCommitted(() => attempt(desk));
  return new Done(undefined, effects ?? NO_EFFECTS);
}

async function attempt(desk: DeskContext): Promise<Effects | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const before = await readMasthead(desk.db);
  if (before === undefined) return NO_EFFECTS;
  const plan = mastheadPlan(revision, before, inForce(before, instant(desk.now)), []);
  if (plan === undefined) return NO_EFFECTS;
  return (await commit(desk, plan)) ? planEffects(desk, plan) : "moved on";
}
