import { sha256Hex } from "../../model/hash.ts";
import type { Mistake } from "../../model/mistake.ts";
import { SOURCES } from "../../model/policy.ts";
import { type CredentialsInput, readCredentials } from "../../model/source/credentials.ts";
import { rulesIn, type SourceSettings, type SourcesInput, sourcesMistakes } from "../../model/source/settings.ts";
import type { Source } from "../../model/source/state.ts";
import { instant } from "../../model/time.ts";
import { writeAudit } from "../../store/audit.ts";
import { readMasthead } from "../../store/masthead.ts";
import {
  askNow,
  deleteSourcesBut,
  listSources,
  readSource,
  writeCredentials,
  writeLookHash,
  writeSource,
  writeState,
} from "../../store/source/source.ts";
import type { PublisherContext } from "../publishers/context.ts";
import { encryptSecret, type SecretsKey } from "../push/encryption.ts";
import { aboutSource } from "./visit.ts";

type Desk = Pick<PublisherContext, "db" | "now" | "by">;

/** Sets the list of sources. A source whose rules changed is read again from the first post. Safe to run twice. */
export async function setSources(desk: Desk, sources: SourcesInput): Promise<Mistake[]> {
  const { db, now, by } = desk;
  const masthead = await readMasthead(db);
  if (masthead === undefined)
    return [
      { field: "sources", problem: "can't be set before the masthead", allowed: "sources after PUT /v1/desk/masthead" },
    ];
  const mistakes = sourcesMistakes(sources, masthead);
  if (mistakes.length > 0) return mistakes.map((each) => ({ ...each, field: `sources.${each.field}` }));
  const at = instant(now);
  const writes = await Promise.all(
    Object.entries(sources).map(async ([id, settings]) =>
      writeSource(db, id, settings, (await sha256Hex(rulesIn(settings))).slice(0, SOURCES.rulesDigits), at),
    ),
  );
  const ids = Object.keys(sources);
  const dropped = droppedBy(sources, await listSources(db));
  const details = { sources: ids, ...(dropped.length === 0 ? {} : { credentialsDropped: dropped }) };
  const entry = { at, by, action: "set-sources", publisher: null, reason: null, details };
  await db.batch([deleteSourcesBut(db, ids), ...writes, writeAudit(db, entry)]);
  return [];
}

/** Returns the sources that lose their password or key, because it was for another address or another kind of site. */
const droppedBy = (sources: SourcesInput, before: readonly Source[]): string[] =>
  before
    .filter(({ id, settings, hasCredentials }) => {
      const now = sources[id];
      return hasCredentials && now !== undefined && (now.address !== settings.address || now.kind !== settings.kind);
    })
    .map(({ id }) => id);

/** The outcome of setting credentials. */
export type CredentialsOutcome =
  | { ok: true }
  | { ok: false; because: "unknown" | "no-secrets-key" }
  | { ok: false; because: "mistakes"; mistakes: Mistake[] };

/** Stores a source's credentials, encrypted for its address only; null deletes them. */
export async function setCredentials(
  context: PublisherContext & { secretsKey: SecretsKey | undefined },
  id: string,
  input: CredentialsInput | null,
): Promise<CredentialsOutcome> {
  const { db, now, by, random, secretsKey } = context;
  const source = await readSource(db, id);
  if (source === undefined) return { ok: false, because: "unknown" };
  const read = input === null ? { secret: undefined } : readCredentials(source.settings.kind, input);
  if ("mistakes" in read) return { ok: false, because: "mistakes", mistakes: read.mistakes };
  if (read.secret !== undefined && secretsKey === undefined) return { ok: false, because: "no-secrets-key" };
  const sealed =
    read.secret === undefined || secretsKey === undefined
      ? null
      : await encryptSecret(secretsKey, read.secret, aboutSource(id, source.settings.address), random);
  const details = { source: id, kept: sealed !== null };
  const entry = { at: instant(now), by, action: "set-credentials", publisher: null, reason: null, details };
  await db.batch([writeCredentials(db, id, sealed, instant(now)), writeAudit(db, entry)]);
  return { ok: true };
}

/** Sets one source, keeping the others. */
export async function setSource(desk: Desk, id: string, settings: SourceSettings): Promise<Mistake[]> {
  const others = await listSources(desk.db);
  const kept = Object.fromEntries(others.map((each) => [each.id, each.settings]));
  const mistakes = await setSources(desk, { ...kept, [id]: settings });
  return mistakes.map((each) => ({ ...each, field: each.field.replace(`sources.${id}.`, "") }));
}

/**
 * Gives a source an address that triggers an immediate visit; the previous one stops working. Undefined if there is no such
 * source.
 */
export async function giveLookAddress(
  { db, random, origin }: Pick<PublisherContext, "db" | "random" | "origin">,
  id: string,
): Promise<string | undefined> {
  if ((await readSource(db, id)) === undefined) return undefined;
  const token = [...random(SOURCES.lookBytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  await writeLookHash(db, id, await sha256Hex(token)).run();
  return `${origin}/look/${token}`;
}

/** Has a source visited within a minute, because its site says that something changed. */
export const lookNow = async ({ db, now }: Pick<PublisherContext, "db" | "now">, token: string): Promise<boolean> =>
  askNow(db, { hash: await sha256Hex(token) }, instant(now));

/** Records that the desk confirmed that the many missing posts are gone: the next visit withholds their stories. */
export async function confirmGone({ db, now, by }: Desk, id: string): Promise<boolean> {
  const source = await readSource(db, id);
  if (source?.failure?.code !== "many-gone") return false;
  const entry = {
    at: instant(now),
    by,
    action: "confirm-gone",
    publisher: null,
    reason: null,
    details: { source: id },
  };
  await db.batch([writeState(db, id, { ...source.state, goneConfirmed: true }), writeAudit(db, entry)]);
  return askNow(db, { id }, instant(now));
}
