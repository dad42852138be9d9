import { PUBLIC } from "../../model/access.ts";
import type { Removal } from "../../model/article/removal.ts";
import { OUTAGE } from "../../model/policy.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import {
  keepDocument,
  noteRemovals,
  noteState,
  readDocument,
  readDocumentState,
  type StandbyDocument,
} from "../../store/standby.ts";
import type { Door } from "../context.ts";
import { DEGRADED_HEADER, Unavailable, within } from "../respond/unavailable.ts";
import { answerWith, INTERNAL_HEADERS } from "./answer.ts";
import { isolate } from "./isolate.ts";
import { learn } from "./memory.ts";

/** The documents that an isolate without any memory serves to everyone while the database can't be read. */
const DOCUMENTS = [
  "/",
  "/style.css",
  "/withdrawn.atom",
  "/withdrawn.json",
  "/feeds/latest.atom",
  "/feeds/latest.json",
  "/feeds/latest.rss",
] as const;
/** The marker document: any release or removal changes it, so it tells whether the others are kept. */
const TOLD_BY = "/feeds/latest.rss";

const isDocument = (path: string): boolean => DOCUMENTS.some((each) => each === path);

type Carrier = Pick<Door, "env" | "clock" | "wire">;

/**
 * Prepares for an outage after a change or removal: notes what was taken away, the state since then, and the main documents
 * without it. `Unavailable` if R2 doesn't take the first two: the removal must not be reported as done.
 */
export async function noteForOutage(carrier: Carrier, removals: readonly Removal[]): Promise<void> {
  const { images, db } = carrier.env;
  try {
    const ledger = await readLedger(db);
    learn(ledger, carrier.clock());
    await Promise.all([noteRemovals(images, removals), noteState(images, ledger)]);
  } catch (cause) {
    throw new Unavailable("a change couldn't be noted for an outage", { detail: NOT_NOTED, cause });
  }
  await keepDocuments(carrier).catch((error: unknown) => console.error(error));
}

/** The desk's message in that case. The cron tries again within a minute. */
const NOT_NOTED =
  "The change was made, but we couldn't save a copy of it for database outages. We'll try again within a minute. If you see this again, check the log.";

/** Renews the main documents after a release: at most once per second; the cron does the rest. */
export async function renewDocuments(carrier: Carrier): Promise<void> {
  const now = carrier.clock();
  if (isolate.documentsAt !== undefined && now < isolate.documentsAt + OUTAGE.documentsMs) return;
  isolate.documentsAt = now;
  const ledger = await readLedger(carrier.env.db);
  await noteState(carrier.env.images, ledger);
  await keepDocuments(carrier);
}

/**
 * The cron's task each minute: notes the state and renews the documents if they are behind the ledger. `known` is the ledger,
 * if it was just read.
 */
export async function tendStandby(carrier: Carrier, known?: Ledger): Promise<void> {
  const { salt, change } = known ?? (await readLedger(carrier.env.db));
  if (isolate.tended === `${salt}.${change}`) return;
  const kept = await readDocumentState(carrier.env.images, TOLD_BY);
  if (kept?.salt !== salt || kept.change < change) await renewDocuments(carrier);
  isolate.tended = `${salt}.${change}`;
}

/** In parallel, because the person who killed a story is waiting. */
async function keepDocuments(carrier: Carrier): Promise<void> {
  await Promise.all(DOCUMENTS.map((path) => keepOne(carrier, path)));
}

/** Stores a document as the public gets it; does nothing if it is stored already or doesn't exist. */
async function keepOne({ env, wire }: Carrier, path: string): Promise<void> {
  const ledger = isolate.newest?.ledger ?? (await readLedger(env.db));
  const response = await wire.read(new Request(env.origin + path), PUBLIC);
  const tag = `${response.headers.get("ETag")} ${ledger.salt}.${ledger.altered}`;
  const body = new Uint8Array(await response.arrayBuffer());
  const isKept = isolate.documentTags.get(path) === tag;
  if (response.status !== 200 || isKept || response.headers.has(DEGRADED_HEADER)) return;
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !isInternal(name)));
  await keepDocument(env.images, path, { body, headers, salt: ledger.salt, change: ledger.change });
  isolate.documentTags.set(path, tag);
}

const isInternal = (name: string): boolean => INTERNAL_HEADERS.some((each) => each.toLowerCase() === name);

/**
 * Returns a main document from R2 if no released story has changed or gone since it was stored; otherwise undefined. For use
 * while the database can't be read.
 */
export async function answerFromStandby(
  bucket: R2Bucket,
  request: Request,
  ledger: Ledger,
  now: number,
): Promise<Response | undefined> {
  const { pathname, search } = new URL(request.url);
  if (!isDocument(pathname) || search !== "") return undefined;
  const document = await within(OUTAGE.readMs, readDocument(bucket, pathname), "R2").catch(() => undefined);
  if (document?.salt !== ledger.salt || document.change < ledger.altered) return undefined;
  return answerWith(answerOf(document), request, now);
}

/** Restores the document as a kept answer, whose date becomes a header only when it is sent. */
function answerOf({ body, headers: { "last-modified": modified = "", ...headers } }: StandbyDocument) {
  const changedAt = Math.floor(Date.parse(modified) / 1000);
  return {
    state: "",
    isLasting: false,
    noStore: false,
    isPublic: true,
    body,
    headers,
    etag: headers.etag ?? "",
    changedAt,
  };
}
