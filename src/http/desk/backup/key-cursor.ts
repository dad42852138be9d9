import { z } from "zod";
import type { Value } from "../../../store/backup/row.ts";
import type { Table } from "../../../store/backup/table.ts";

const Key = z.array(z.union([z.string(), z.number(), z.null()]));

/** Encodes a row's key as one token. */
export const writeKey = (key: readonly Value[]): string => JSON.stringify(key);

/** Decodes a row's key; undefined if it isn't one of the table's. */
export function readKey(word: string, { key }: Table): Value[] | undefined {
  try {
    const parsed = Key.safeParse(JSON.parse(word));
    return parsed.data?.length === key.length ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
