import type { OwnRecallJson } from "../../../contract/recall.ts";
import type { TodoJson } from "../../../contract/todo.ts";
import { OUTCOMES, type RecallOutcome } from "../../../model/article/recall.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { Time } from "../kit/time.tsx";
import { KeyTodos } from "./key-todos.tsx";

const OUTCOME_NAMES: Record<RecallOutcome, string> = {
  removed: "It is gone",
  "not-used": "We never used it",
  kept: "It stands, and this is why",
};

/** What a publisher still has to do: recalls first, since they are the gravest. */
export function Todo({ todo, mayReport, site }: { todo: TodoJson; mayReport: boolean; site: Site }) {
  const { recalls, corrections, gone, keys, behind } = todo;
  const isNothing = recalls.length + corrections.length + gone.length + keys.length === 0;
  return (
    <section aria-labelledby="todo">
      <h2 id="todo">Still to do</h2>
      {isNothing && <p>Nothing: no story that you read was withdrawn or corrected since.</p>}
      <KeyTodos keys={keys} site={site} />
      {recalls.map((recall) => (
        <RecallTodo recall={recall} address="/publisher" mayReport={mayReport} site={site} />
      ))}
      {corrections.length > 0 && <Corrections corrections={corrections} site={site} />}
      {gone.length > 0 && <Gone gone={gone} site={site} />}
      <Behind behind={behind} site={site} />
    </section>
  );
}

function Behind({ behind: { lastRead, changes }, site }: Pick<TodoJson, "behind"> & { site: Site }) {
  if (lastRead === null) return <p class="quiet">You haven’t read a feed or a list yet.</p>;
  const changed = changes === 0 ? "nothing" : `${changes} ${changes === 1 ? "story" : "stories"}`;
  return (
    <p class="quiet">
      You last read a feed or a list on <Time at={lastRead} site={site} />; {changed} changed since.
    </p>
  );
}

type RecallTodoProps = { recall: OwnRecallJson; address: string; mayReport: boolean; site: Site };

/** A copy that has to be taken down, with the form that says that it was; `address` is the page's. */
export function RecallTodo({ recall, address, mayReport, site }: RecallTodoProps) {
  const { id, slug, article, reason, at, deadline, overdue } = recall;
  return (
    <Notice isWrong>
      <h3>
        Take down <a href={article}>{slug}</a>
      </h3>
      <p>
        It was withdrawn on <Time at={at} site={site} />: {reason}
      </p>
      <p>
        {deadline === null ? (
          "Please remove every copy without delay."
        ) : (
          <>
            Every copy has to be gone by <Time at={deadline} site={site} />.
          </>
        )}
        {overdue && <strong> That time is over.</strong>}
      </p>
      {mayReport ? (
        <Acknowledge action={`${address}/recalls/${id}`} id={id} />
      ) : (
        <p>
          To say what became of your copy, sign in with a key of scope <code>report</code> or <code>manage</code>.
        </p>
      )}
    </Notice>
  );
}

/** The form with which it is said what became of a copy. */
export function Acknowledge({ action, id }: { action: string; id: string }) {
  return (
    <form method="post" action={action}>
      <div class="field">
        <label for={`outcome-${id}`}>What became of the copy</label>
        <select id={`outcome-${id}`} name="outcome">
          {OUTCOMES.map((outcome) => (
            <option value={outcome}>{OUTCOME_NAMES[outcome]}</option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`note-${id}`}>
          What else there is to say <span class="quiet">(needed where it stands)</span>
        </label>
        <input id={`note-${id}`} name="note" />
      </div>
      <button type="submit">Confirm</button>
    </form>
  );
}

function Corrections({ corrections, site }: Pick<TodoJson, "corrections"> & { site: Site }) {
  return (
    <>
      <h3>Changed since you read them</h3>
      <ul>
        {corrections.map(({ article, slug, read, version, note, deadline, overdue }) => (
          <li>
            <a href={article}>{slug}</a>: you read version {read}, version {version} is out.
            {note !== null && ` ${note}`}
            {deadline !== null && (
              <>
                {" "}
                Due by <Time at={deadline} site={site} />.
              </>
            )}
            {overdue && <strong> That time is over.</strong>}
          </li>
        ))}
      </ul>
    </>
  );
}

const BECAUSE: Record<TodoJson["gone"][number]["because"], string> = {
  withheld: "is withheld",
  expired: "has expired; every copy has to go",
  "not-licensed": "is no longer licensed to you",
};

function Gone({ gone, site }: Pick<TodoJson, "gone"> & { site: Site }) {
  return (
    <>
      <h3>No longer yours to show</h3>
      <ul>
        {gone.map(({ slug, because, since }) => (
          <li>
            {slug} {BECAUSE[because]}, since <Time at={since} site={site} />.
          </li>
        ))}
      </ul>
    </>
  );
}
