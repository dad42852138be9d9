import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { HELD, MISSED } from "../../model/source/state.ts";
import { instant } from "../../model/time.ts";
import type { Listed } from "../../sources/cms/site.ts";
import { type BlockPost, readBlocks } from "../../store/source/post.ts";
import { writeState } from "../../store/source/source.ts";
import type { SiteVisit } from "./context.ts";
import { cursorAt, takeById } from "./follow.ts";
import { askAgainFor } from "./gone.ts";
import { takePosts } from "./take.ts";

/**
 * Reads the next pages of a site's posts, in order of id. Continues where it was interrupted; at the end, a pass looks for missed
 * posts.
 */
export async function importPages(visit: SiteVisit): Promise<void> {
  const { context, source, site, state } = visit;
  for (let pages = 0; pages < SOURCES.importPages && state.phase === "import"; pages++) {
    const { posts, hasMore, total, date } = await site.page(state.page, SOURCES.importPage);
    // Posts edited while the first pages are read are requested later.
    if (state.page === 1) Object.assign(state, { total, cursor: cursorAt(date) });
    await takePosts(visit, posts);
    Object.assign(state, hasMore ? { page: state.page + 1 } : { phase: "pass", page: 1, behind: undefined });
    await writeState(context.db, source.id, state).run();
  }
}

/**
 * Compares a site's list with the known posts, page by page: takes what is missing here, and checks again what is missing there.
 */
export async function passPages(visit: SiteVisit): Promise<void> {
  const { context, source, site, state } = visit;
  const known = await readBlocks(context.db, source.id);
  for (let pages = 0; pages < SOURCES.listPages && state.phase === "pass"; pages++) {
    const { listed, hasMore, total } = await site.list({ page: state.page });
    if (state.page === 1) Object.assign(state, { total, behind: undefined });
    if (listed.length === 0 && state.page === 1 && known.some(([, , is]) => HELD.includes(is)))
      throw new SourceFailed("empty");
    const expected = expectedOn(visit, known, listed, hasMore);
    const ids = new Set(listed.map(({ id }) => id));
    const missing = expected.filter((id) => !ids.has(id));
    const back = await askAgainFor(visit, missing, known.filter(([, , is]) => HELD.includes(is)).length);
    if (!(await takeById(visit, [...new Set([...newAmong(known, listed, source.rules), ...back])]))) return;
    const isEven = total === state.total;
    if (hasMore) Object.assign(state, { page: state.page + 1, behind: listed.at(-1)?.id });
    // If the total changed in the meantime, a post may have moved to a page already read.
    else if (!isEven) Object.assign(state, { page: 1, behind: undefined });
    else Object.assign(state, { phase: "follow", page: 1, behind: undefined, passed: instant(context.now) });
    await writeState(context.db, source.id, state).run();
    if (!isEven) return;
  }
}

/** Returns the known posts whose ids belong on a page. */
function expectedOn(
  { site, state }: SiteVisit,
  known: readonly BlockPost[],
  listed: readonly Listed[],
  hasMore: boolean,
): string[] {
  const { behind } = state;
  const last = hasMore ? listed.at(-1)?.id : undefined;
  return known
    .filter(
      ([id, , is]) =>
        HELD.includes(is) &&
        (behind === undefined || site.compare(id, behind) > 0) &&
        (last === undefined || site.compare(id, last) <= 0),
    )
    .map(([id]) => id);
}

function newAmong(known: readonly BlockPost[], listed: readonly Listed[], rules: string): string[] {
  const by = new Map(known.map((each) => [each[0], each]));
  return listed
    .filter(({ id, modified }) => {
      const post = by.get(id);
      return (
        post === undefined ||
        post[1] !== modified ||
        post[3] !== rules ||
        post[2] === "taking" ||
        MISSED.includes(post[2])
      );
    })
    .map(({ id }) => id);
}
