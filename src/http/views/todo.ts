import type { Context } from "hono";
import type { Access } from "../../model/access.ts";
import { articleUrl } from "../../model/address.ts";
import { PAGES, RETENTION } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";
import { type OwnRecallJson, ownRecallJson } from "../../render/api/recall.ts";
import { correctionTodo, type TodoJson } from "../../render/api/todo.ts";
import type { Site } from "../../render/site.ts";
import { readRecallsOf } from "../../store/article/recall.ts";
import { readBehind, readGone, readOutdated } from "../../store/publisher/todo.ts";
import type { AtDoor } from "../auth/authenticate.ts";
import { readableUnder } from "./readable.ts";

/** Things of a kind that are told at once. */
const MOST = PAGES.todo;
/** Changes that are counted. */
const MOST_CHANGES = PAGES.countedChanges;
/** Days for which it is told that a story may no longer be shown. */
const GONE_DAYS = RETENTION.goneDays;

/** What a publisher still has to do, as far as its access goes. */
export async function todoOf<E extends AtDoor>(
  c: Context<E>,
  publisher: string,
  site: Site,
  access: Access,
): Promise<TodoJson> {
  const { env, clock } = c.env;
  const [now, since] = [instant(clock()), Math.floor((clock() - GONE_DAYS * DAY) / 1000)];
  const licences = readableUnder({ ...site, access });
  const [recalls, outdated, gone, behind] = await Promise.all([
    recallsTodo(c, publisher),
    readOutdated(env.db, publisher, licences, MOST),
    readGone(env.db, publisher, licences, since, MOST),
    readBehind(env.db, publisher, licences, MOST_CHANGES),
  ]);
  return {
    recalls,
    corrections: outdated.map((each) => correctionTodo(each, site.masthead.licences, env.origin, now)),
    gone: gone.map(({ article, ...rest }) => ({ ...rest, slug: article, article: articleUrl(env.origin, article) })),
    behind,
  };
}

/** The killed stories of which a publisher hasn't said yet what became of its copy. */
export async function recallsTodo<E extends AtDoor>(c: Context<E>, publisher: string): Promise<OwnRecallJson[]> {
  const { env, clock } = c.env;
  const recalls = await readRecallsOf(env.db, publisher, MOST, "open");
  return recalls.map((recall) => ownRecallJson(recall, env.origin, instant(clock())));
}
