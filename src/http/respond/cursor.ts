import { z } from "zod";
import { LENGTH } from "../../model/policy.ts";
import type { Position } from "../../store/article/article.ts";

/** The query that a cursor continues. */
export type Query = { channel: string; from?: string | undefined; to?: string | undefined };

const Cursor = z.tuple([z.string(), z.string(), z.string(), z.string().max(30), z.string().max(100)]);

/** Encodes a place in a query's results as an opaque token. */
export const writeCursor = ({ published, article }: Position, query: Query): string =>
  btoa(JSON.stringify([query.channel, query.from ?? "", query.to ?? "", published, article]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** Decodes a cursor's place; null if it is invalid or belongs to another query. */
export function readCursor(cursor: string, query: Query): Position | null {
  const parsed = Cursor.safeParse(decodeCursor(cursor));
  if (!parsed.success) return null;
  const [channel, from, to, published, article] = parsed.data;
  const same = channel === query.channel && from === (query.from ?? "") && to === (query.to ?? "");
  return same ? { published, article } : null;
}

function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return undefined;
  }
}

/** The mistake of a cursor without a valid place. */
export const badCursor = (cursor: string | undefined) => ({
  field: "cursor",
  value: JSON.stringify((cursor ?? "").slice(0, LENGTH.quotedCursor)),
  problem: "isn't a cursor for this list",
  allowed: "the `next` value from an answer for the same channel and dates",
});
