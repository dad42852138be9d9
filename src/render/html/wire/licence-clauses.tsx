import type { Clause } from "../../../model/licence/clause.ts";
import { pastSentence } from "./licence-sides.tsx";

/** The groups in the order of the page, by the first part of their clauses' ids. */
const GROUPS: Record<string, string> = {
  "public-text": "What everybody can read",
  grant: "What the licence grants",
  eligibility: "Who may use it",
  attribution: "Credit",
  search: "Search engines",
  integrity: "Changes",
  commercial: "Money",
  automation: "Automatic import",
  "machine-use": "Machines",
  assets: "Images",
  time: "Time",
  measurement: "Counting and telling",
  corrections: "Corrections and withdrawals",
  exceptions: "Exceptions",
};

const groupOf = ({ id }: Clause): string => GROUPS[id.split(".")[0] ?? ""] ?? "Who and when";

/** Each clause by the name that software has for it, folded away. */
export function EveryClause({ all, isPast = false }: { all: readonly Clause[]; isPast?: boolean }) {
  const names = [...new Set(all.map(groupOf))];
  return (
    <details class="fold">
      <summary>Clause by clause, for software</summary>
      <p class="quiet mid">
        {isPast ? "What the license said, with" : "The same, with"} the names by which software knows each clause. A ✓
        means that software can check whether a copy keeps it.
      </p>
      <div class="flow">
        {names.map((name) => (
          <section class="flow">
            <h2>{name}</h2>
            <ul class="plain small">
              {all
                .filter((clause) => groupOf(clause) === name)
                .map((clause) => (
                  <li id={clause.id}>
                    {isPast ? pastSentence(clause) : clause.sentence}{" "}
                    <code>
                      {clause.id}
                      {clause.checkable && " ✓"}
                    </code>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}
