import { keptLicence } from "../model/licence/licence.ts";
import type { Masthead } from "../model/masthead.ts";
import type { DueQuestion } from "./due.ts";
import { parseStored } from "./json.ts";
import { CHANGED_AT, NEWEST } from "./ledger.ts";

/** Reads the masthead: one row. Undefined before the first publish. */
export async function readMasthead(db: D1Database): Promise<Masthead | undefined> {
  const row = await db.prepare("SELECT content FROM masthead WHERE id = 1").first<{ content: string }>();
  return row === null ? undefined : completeMasthead(parseStored<Masthead>(row.content));
}

/** Converts licenses from the form in which they are stored. */
const completeMasthead = ({ licences, coming, ...rest }: Masthead): Masthead => ({
  ...rest,
  licences: Object.fromEntries(Object.entries(licences).map(([id, licence]) => [id, keptLicence(licence)])),
  ...(coming
    ? { coming: Object.fromEntries(Object.entries(coming).map(([id, licence]) => [id, keptLicence(licence)])) }
    : {}),
});

/**
 * Whether a text is due to take effect, or a license to end, as in `inForce`; reads a row for each license. SQLite rounds
 * what `instant` truncates, so this asks a second early; a time that SQLite can't read counts as due.
 */
export const licenceDatesDue = (now: string): DueQuestion => ({
  sql: `EXISTS (SELECT 1 FROM masthead, json_each(masthead.content, '$.coming') AS coming WHERE coming.value ->> 'since' <= ?1)
    OR EXISTS (SELECT 1 FROM masthead, json_each(masthead.content, '$.licences') AS licence
      WHERE licence.value ->> '$.effective.to' IS NOT NULL AND licence.value ->> 'ended' IS NULL
        AND coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', licence.value ->> '$.effective.to', '-1 seconds'), '') <= ?1)`,
  values: [now],
});

/** SQL for a clause, by its path, of the license whose id is `licence.value`; the query must include `masthead`. */
export const clause = (path: string): string =>
  `json_extract(masthead.content, '$.licences."' || licence.value || '".${path}')`;

/** Writes the masthead; `listed` and `settings` tell whether what pages list, or what every response carries, changed too. */
export const writeMasthead = (
  db: D1Database,
  masthead: Masthead,
  { listed, settings }: { listed: boolean; settings: boolean },
) =>
  db
    .prepare(
      `INSERT INTO masthead (id, content, change, changed_at, settings_change, settings_changed_at)
       VALUES (1, ?1, ${NEWEST}, ${CHANGED_AT}, ${NEWEST}, ${CHANGED_AT})
       ON CONFLICT (id) DO UPDATE SET content = excluded.content,
         change = CASE WHEN ?2 THEN excluded.change ELSE change END,
         changed_at = CASE WHEN ?2 THEN excluded.changed_at ELSE changed_at END,
         settings_change = CASE WHEN ?3 THEN excluded.change ELSE settings_change END,
         settings_changed_at = CASE WHEN ?3 THEN excluded.changed_at ELSE settings_changed_at END`,
    )
    .bind(JSON.stringify(masthead), listed ? 1 : 0, settings ? 1 : 0);
