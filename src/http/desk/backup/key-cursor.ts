import { z } from "zod";
import type { Value } from "../../../store/backup/row.ts";
import type { Table } from "../../../store/backup/table.ts";

const Key = z.array(z.union([z.string(), z.number(), z.null()]));

/** A row's key as one word. */
export const writeKey = (key: readonly Value[]): string => JSON.stringify(key);

/** The key in a word; undefined where it is none of the table. */
export function readKey(word: string, { key }: Table): Value[] | undefined {
  try {
    const parsed = Key.safeParse(JSON.parse(word));
    return parsed.data?.length === key.length ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
