import type { TodoJson } from "../../contract/todo.ts";
import { articleUrl } from "../../model/address.ts";
import type { OutdatedCopy } from "../../model/article/holding.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { hoursAfter } from "../../model/time.ts";

/** The to-do for a correction that a copy hasn't applied yet. */
export function correctionTodo(
  { article, licence, ...rest }: OutdatedCopy,
  licences: Record<string, LicenceVersion>,
  origin: string,
  now: string,
): TodoJson["corrections"][number] {
  const deadline = hoursAfter(rest.modified, getOwn(licences, licence)?.corrections.applyWithinHours) ?? null;
  return {
    ...rest,
    article: articleUrl(origin, article),
    slug: article,
    deadline,
    overdue: deadline !== null && deadline <= now,
  };
}
