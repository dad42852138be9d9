import { parseStored } from "./json.ts";
import { LEDGER_COLUMNS, type Ledger, type LedgerRow, ledgerOf } from "./ledger.ts";

/** An SQL condition for whether there is something to do, and the values of its parameters, from `?1` on. */
export type DueQuestion = { sql: string; values: readonly string[] };

/** Shifts the parameters of a question by a count. */
const behind = ({ sql }: DueQuestion, count: number): string =>
  sql.replaceAll(/\?(\d+)/g, (_, number: string) => `?${Number(number) + count}`);

/** Renumbers the parameters of questions so that one list holds the values of all of them. */
function numbered(questions: readonly DueQuestion[]): { asked: string[]; values: string[] } {
  const values: string[] = [];
  const asked = questions.map((question) => {
    const sql = behind(question, values.length);
    values.push(...question.values);
    return sql;
  });
  return { asked, values };
}

/** Combines questions into one: whether any of them has something to do. */
export function anyDue(...questions: readonly DueQuestion[]): DueQuestion {
  const { asked, values } = numbered(questions);
  return { sql: asked.join(" OR "), values };
}

/** Asks all questions in one statement and reads the ledger; returns which of them have something to do, in their order. */
export async function readDue(
  db: D1Database,
  questions: readonly DueQuestion[],
): Promise<{ isDue: boolean[]; ledger: Ledger }> {
  const { asked, values } = numbered(questions);
  const sql = `SELECT ${LEDGER_COLUMNS}, json_array(${asked.map((each) => `(${each})`).join(", ")}) AS due FROM ledger`;
  const row = await db
    .prepare(sql)
    .bind(...values)
    .first<LedgerRow & { due: string }>();
  if (row === null) throw new Error("the ledger has no row: the migrations have not run");
  const { due, ...ledger } = row;
  return { isDue: parseStored<number[]>(due).map((each) => each === 1), ledger: ledgerOf(ledger) };
}
