import { SOURCES } from "../../model/policy.ts";
import { authorizationOf } from "../../model/source/credentials.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import type { Source } from "../../model/source/state.ts";
import { HOUR, instant, MINUTE, SECOND } from "../../model/time.ts";
import { askerOf } from "../../sources/cms/ask.ts";
import { siteOf } from "../../sources/cms/site-of.ts";
import { userAgent } from "../../sources/outbound.ts";
import { claimSources, readSealed, sourcesDue, writeFailure, writeVisit } from "../../store/source/source.ts";
import { decryptSecret } from "../push/encryption.ts";
import type { SiteVisit, SourcesContext, Visit } from "./context.ts";
import { stepFeed } from "./feed/step-feed.ts";
import { follow } from "./follow.ts";
import { importPages, passPages } from "./import.ts";

/** Whether any source is due for a visit. */
export const VISITS = { isDue: (now: number) => sourcesDue(instant(now)) };

/** Visits the sources that are due. A source that fails or hangs affects only its own stories. */
export async function visitSources(context: SourcesContext): Promise<void> {
  const until = instant(context.now + SOURCES.visitMinutes * MINUTE);
  const sources = await claimSources(context.db, instant(context.now), until, SOURCES.visits);
  await Promise.all(sources.map((source) => visitSource(context, source)));
}

/** Visits one source, as far as one visit goes. Stores a failure for the desk, and retries later. */
export async function visitSource(context: SourcesContext, source: Source): Promise<void> {
  const { db, now } = context;
  try {
    const visit = await beginVisit(context, source);
    const isDone = await step(visit);
    const { goneConfirmed: _, ...state } = visit.state;
    const wait = isDone ? source.settings.minutes * MINUTE : MINUTE;
    await writeVisit(db, source.id, state, instant(now), instant(now + wait)).run();
  } catch (error) {
    if (!(error instanceof SourceFailed)) throw error;
    // Everything else in a feed that reuses a guid was taken, so it isn't visited less often.
    const isPartial = error.failure.code === "guid-reused";
    const wait = Math.max(
      isPartial ? source.settings.minutes * MINUTE : backOff(source.failures),
      Math.min(error.retryAfter ?? 0, SOURCES.mostRetryMinutes * 60) * SECOND,
    );
    await writeFailure(db, source.id, error.failure, instant(now), instant(now + wait)).run();
  }
}

const backOff = (failures: number): number =>
  (SOURCES.backOffMinutes[Math.min(failures, SOURCES.backOffMinutes.length - 1)] ?? 0) * MINUTE;

async function beginVisit(context: SourcesContext, source: Source): Promise<Visit> {
  const { fetch, origin, now } = context;
  const state = { ...source.state };
  const secret = await readSecret(context, source);
  const authorization = secret && authorizationOf(source.settings.kind, secret);
  // RFC 9110 §10.1.5: who is asking, with an address where the wire describes itself.
  const agent = userAgent(`stories; +${origin}/`);
  const asker = askerOf({ fetch, agent, site: source.settings.address, authorization });
  const desk = { db: context.db, origin, now, clock: context.clock, by: `source:${source.id}` };
  return { context, desk, source, state, asker, secret };
}

/** Returns the context that a source's credentials are encrypted for, so that they can't be decrypted in another row. */
export const aboutSource = (id: string, address: string): string => `source ${id} ${address}`;

/** Returns a source's credentials: for WordPress, user name and application password; for Ghost, the Content API key. */
async function readSecret(
  { db, secretsKey }: SourcesContext,
  { id, settings, hasCredentials }: Source,
): Promise<string | undefined> {
  if (!hasCredentials) return undefined;
  const sealed = await readSealed(db, id);
  if (sealed === undefined) return undefined;
  if (secretsKey === undefined) throw new SourceFailed("no-secrets-key");
  try {
    return await decryptSecret(secretsKey, sealed, aboutSource(id, settings.address));
  } catch {
    throw new SourceFailed("no-secrets-key");
  }
}

/** Does one step of the work; returns false if more can be done at once. */
const step = (visit: Visit): Promise<boolean> =>
  visit.source.settings.kind === "feed"
    ? stepFeed(visit)
    : stepSite({ ...visit, site: siteOf(visit, visit.context.now) });

async function stepSite(visit: SiteVisit): Promise<boolean> {
  const { state, site, context } = visit;
  if (state.phase !== "follow") {
    Object.assign(state, await site.check());
    if (state.phase === "import") await importPages(visit);
    else await passPages(visit);
    return false;
  }
  const isAll = await follow(visit);
  if (isAll && Date.parse(state.passed ?? "1970-01-01") + SOURCES.passHours * HOUR <= context.now) {
    Object.assign(state, { phase: "pass", page: 1, behind: undefined });
    return false;
  }
  return isAll;
}
