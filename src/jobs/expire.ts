import { instant } from "../model/article.ts";
import { isOut } from "../model/change.ts";
import { readLedger } from "../store/ledger.ts";
import { readEnding, readStandings } from "../store/standing.ts";
import { commit, type Desk, planOfNothing, touchedChannels, untilCommitted } from "./commit.ts";
import { changeAs, imagesOut, membersOf, standing } from "./plan.ts";
import { inRounds, type Round } from "./rounds.ts";
import { tagsOf } from "./tags.ts";

/** Articles taken back in one batch. */
const AT_ONCE = 50;

/** Takes away the articles whose own time is over, each fifty in one D1 batch. Safe to run twice: the second finds nothing. */
export async function expire(desk: Desk): Promise<Round> {
  return inRounds(AT_ONCE, () => untilCommitted(() => attempt(desk)));
}

async function attempt(desk: Desk): Promise<Round | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const articles = await readEnding(desk.db, instant(desk.now), AT_ONCE);
  if (articles.length === 0) return { articles, tags: [] };
  const before = [...(await readStandings(desk.db, articles)).values()];
  const seen = before.filter((each) => isOut(standing(each)));
  const plan = {
    ...planOfNothing(revision),
    expiries: articles,
    changes: seen.map(changeAs("expired")),
    left: seen.flatMap(membersOf),
    images: [...new Set(seen.flatMap(imagesOut))],
  };
  if (!(await commit(desk, plan))) return "moved on";
  return { articles, tags: tagsOf({ channels: touchedChannels(plan), articles, images: plan.images }) };
}
