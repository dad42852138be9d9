import type { OwnRecallJson } from "../contract/recall.ts";
import type { TodoJson } from "../contract/todo.ts";
import { type Access, readableLicences } from "../model/access.ts";
import { articleUrl } from "../model/address.ts";
import { PAGES, RETENTION } from "../model/policy.ts";
import { DAY, instant } from "../model/time.ts";
import { agreementTodos } from "../render/api/agreement-todo.ts";
import { keyTodos } from "../render/api/key-todo.ts";
import { ownRecallJson } from "../render/api/recall.ts";
import { correctionTodo } from "../render/api/todo.ts";
import type { Site } from "../render/site.ts";
import { readRecallsOf } from "../store/article/recall.ts";
import { readSupersededAgreements } from "../store/publisher/agreement.ts";
import { readKeys } from "../store/publisher/key.ts";
import { readBehind, readGone, readOutdated } from "../store/publisher/todo.ts";
import type { ViewContext } from "./context.ts";

/** The number of to-dos of each kind. */
const MOST = PAGES.todo;
/** The number of changes to count up to. */
const MOST_CHANGES = PAGES.countedChanges;
/** Days for which a to-do says that a story may no longer be shown. */
const GONE_DAYS = RETENTION.goneDays;

/** Returns a publisher's to-dos, as far as its access goes. */
export async function viewTodo(context: ViewContext, publisher: string, site: Site, access: Access): Promise<TodoJson> {
  const now = instant(context.now);
  const [todo, agreements, keys] = await Promise.all([
    viewStoryTodo(context, publisher, site, access),
    readSupersededAgreements(context.db, publisher, now),
    readKeys(context.db, publisher, now),
  ]);
  return { ...todo, agreements: agreementTodos(agreements, site, now), keys: keyTodos(keys, context.now) };
}

/** The same for stories only. */
export async function viewStoryTodo(
  context: ViewContext,
  publisher: string,
  site: Site,
  access: Access,
): Promise<Omit<TodoJson, "agreements" | "keys">> {
  const { db, origin } = context;
  const [now, since] = [instant(context.now), Math.floor((context.now - GONE_DAYS * DAY) / 1000)];
  const licences = readableLicences(site.masthead, access);
  const [recalls, outdated, gone, behind] = await Promise.all([
    viewOpenRecalls(context, publisher),
    readOutdated(db, publisher, licences, MOST),
    readGone(db, publisher, licences, since, MOST),
    readBehind(db, publisher, licences, MOST_CHANGES),
  ]);
  return {
    recalls,
    corrections: outdated.map((each) => correctionTodo(each, site.masthead.licences, origin, now)),
    gone: gone.map(({ article, ...rest }) => ({ ...rest, slug: article, article: articleUrl(origin, article) })),
    behind,
  };
}

/** Returns the killed stories whose copies a publisher hasn't reported on yet. */
export async function viewOpenRecalls({ db, origin, now }: ViewContext, publisher: string): Promise<OwnRecallJson[]> {
  const recalls = await readRecallsOf(db, publisher, MOST, "open");
  return recalls.map((recall) => ownRecallJson(recall, origin, instant(now)));
}
