import { parseStored } from "./json.ts";
import { LEDGER_COLUMNS, type Ledger, type LedgerRow, ledgerOf } from "./ledger.ts";

/** SQL that tells whether there is something to do, and the values of its parameters, from `?1` on. */
export type DueQuestion = { sql: string; values: readonly string[] };

/** A question whose parameters begin behind so many others. */
const behind = ({ sql }: DueQuestion, count: number): string =>
  sql.replaceAll(/\?(\d+)/g, (_, number: string) => `?${Number(number) + count}`);

/** Questions with the parameters of all of them, in one list. */
function numbered(questions: readonly DueQuestion[]): { asked: string[]; values: string[] } {
  const values: string[] = [];
  const asked = questions.map((question) => {
    const sql = behind(question, values.length);
    values.push(...question.values);
    return sql;
  });
  return { asked, values };
}

/** The question whether there is anything of several. */
export function anyDue(...questions: readonly DueQuestion[]): DueQuestion {
  const { asked, values } = numbered(questions);
  return { sql: asked.join(" OR "), values };
}

/** Asks every question in one statement, and reads the ledger: which of them have something to do, in their order. */
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
