import type { Clause } from "../../../model/licence/clause.ts";
import type { Site } from "../../site.ts";
import { spell } from "../kit/spell.ts";
import { pastSentence } from "./licence-sides.tsx";

/** The groups in page order, by the first segment of their clauses' ids. */
const GROUPS: Record<string, string> = {
  "public-text": "What everyone can read",
  grant: "What the license grants",
  eligibility: "Who may use it",
  attribution: "Credit",
  search: "Search engines",
  integrity: "Changes",
  commercial: "Money",
  automation: "Automatic import",
  "machine-use": "Machines",
  assets: "Images",
  time: "Time",
  measurement: "Counting and reporting",
  corrections: "Corrections and withdrawals",
  exceptions: "Exceptions",
};

const groupOf = ({ id }: Clause): string => GROUPS[id.split(".")[0] ?? ""] ?? "Who and when";

/** Every clause with its machine-readable name, folded. */
export function EveryClause({ all, isPast = false, site }: { all: readonly Clause[]; isPast?: boolean; site: Site }) {
  const names = [...new Set(all.map(groupOf))];
  return (
    <details class="fold">
      <summary>Clause by clause, for software</summary>
      <p class="quiet mid">
        {isPast ? spell("What the license said", site) : "The same terms"}, with each clause’s name for software. A ✓
        means that software can check whether a copy complies.
      </p>
      <div class="flow">
        {names.map((name) => (
          <section class="flow">
            <h2>{spell(name, site)}</h2>
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
