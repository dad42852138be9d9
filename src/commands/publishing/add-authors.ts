import type { Author } from "../../model/author.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout } from "../effects.ts";
import { commit, type DeskContext, untilCommitted } from "./commit.ts";
import { planEffects } from "./plan-effects.ts";
import { mastheadPlan } from "./publish-masthead.ts";

/**
 * Adds authors to the masthead; existing ids stay as they are. False if they couldn't be added because other publishes kept
 * coming in between.
 */
export async function addAuthors(desk: DeskContext, authors: Readonly<Record<string, Author>>): Promise<Done<boolean>> {
  if (Object.keys(authors).length === 0) return doneWithout(true);
  return (await untilCommitted(() => attempt(desk, authors))) ?? doneWithout(false);
}

async function attempt(
  desk: DeskContext,
  authors: Readonly<Record<string, Author>>,
): Promise<Done<boolean> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const before = await readMasthead(desk.db);
  if (before === undefined) return doneWithout(false);
  const plan = mastheadPlan(revision, before, { ...before, authors: { ...authors, ...before.authors } }, []);
  if (plan === undefined) return doneWithout(true);
  return (await commit(desk, plan)) ? new Done(true, planEffects(desk, plan)) : "moved on";
}
