import type { SourceJson, SourcePostJson } from "../contract/source.ts";
import { SOURCES } from "../model/policy.ts";
import { editAddress } from "../model/source/edit-address.ts";
import { failureSentence } from "../model/source/failure.ts";
import { POST_STATES, postWarningSentence, type Source } from "../model/source/state.ts";
import { HOUR, instant } from "../model/time.ts";
import { countPosts, type KnownPost, listPosts } from "../store/source/post.ts";
import { listSources, readSource } from "../store/source/source.ts";
import type { ViewContext } from "./context.ts";

/** Returns every source with its state. */
export async function viewSources({ db }: Pick<ViewContext, "db">): Promise<SourceJson[]> {
  return Promise.all((await listSources(db)).map((source) => sourceJson(db, source)));
}

/** Returns the sources that have been failing for a day: since when, and what an editor can do. */
export async function viewFailingSources({ db }: Pick<ViewContext, "db">, now: number) {
  const before = instant(now - SOURCES.failingHours * HOUR);
  return (await listSources(db)).flatMap(({ id, settings, failure, failingSince }) =>
    failure !== null && failingSince !== null && failingSince <= before
      ? [{ id, since: failingSince, words: failureSentence(failure, settings.kind) }]
      : [],
  );
}

/** Returns a source with its report: the newest posts, starting with those that need an editor; undefined if it doesn't exist. */
export async function viewSource(
  { db }: Pick<ViewContext, "db">,
  id: string,
): Promise<{ source: SourceJson; posts: SourcePostJson[] } | undefined> {
  const source = await readSource(db, id);
  if (source === undefined) return undefined;
  const waiting = await listPosts(db, id, ["waiting", "refused", "reported"], SOURCES.listed);
  const others = POST_STATES.filter((state) => !["waiting", "refused", "reported"].includes(state));
  const posts = [...waiting, ...(await listPosts(db, id, others, SOURCES.listed - waiting.length))];
  return { source: await sourceJson(db, source), posts: posts.map((row) => postJson(source, row)) };
}

/** Returns a post as the API sends it. */
const postJson = (
  { settings, state: { home } }: Source,
  { post, url, title, article, state, reason, warnings }: KnownPost,
): SourcePostJson => ({
  ...{ post, url, title, article, state, reason },
  // A Ghost post is edited at its API's address, a WordPress post at the address that the site states.
  edit:
    editAddress(settings.kind, (settings.kind === "wordpress" ? home : undefined) ?? settings.address, post) ?? null,
  warnings: warnings.map(postWarningSentence),
});

async function sourceJson(db: D1Database, source: Source): Promise<SourceJson> {
  const { id, settings, state, hasCredentials, visited, nextAt, failure, failingSince } = source;
  const { kind, address, mode } = settings;
  return {
    ...{ id, kind, address, mode, phase: state.phase, hasCredentials, visited, nextAt, failingSince },
    credentialsDropped: state.credentialsDropped === true && !hasCredentials,
    progress: { page: state.page, total: state.total ?? null },
    posts: await countPosts(db, id),
    failure: failure && { ...failure, words: failureSentence(failure, kind) },
  };
}
