import type { OwnRecallJson } from "../../../contract/recall.ts";
import type { TodoJson } from "../../../contract/todo.ts";
import { republishUrl } from "../../../model/address.ts";
import { OUTCOMES, type RecallOutcome } from "../../../model/article/recall.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { Time } from "../kit/time.tsx";
import { AgreementTodos } from "./agreement-todos.tsx";
import { KeyTodos } from "./key-todos.tsx";

const OUTCOME_NAMES: Record<RecallOutcome, string> = {
  removed: "It’s gone",
  "not-used": "We never used it",
  kept: "We’re keeping it because …",
};

/** The same, when the desk records what a publisher said. */
const THEIR_OUTCOMES: Record<RecallOutcome, string> = {
  removed: "They say it’s gone",
  "not-used": "They say they never used it",
  kept: "They’re keeping it because …",
};

/** Names of stories by id. A story that is gone isn't named by its headline. */
type StoryNames = ReadonlyMap<string, string>;

export type TodoProps = { todo: TodoJson; names: StoryNames; mayReport: boolean; site: Site };

/** What a publisher still has to do. Recalls come first, because they are the most serious. */
export function Todo({ todo, names, mayReport, site }: TodoProps) {
  const { recalls, corrections, gone, agreements, keys, behind } = todo;
  const isNothing = [recalls, corrections, gone, agreements, keys].every(({ length }) => length === 0);
  if (isNothing) return <Behind behind={behind} site={site} />;
  return (
    <section class="flow" aria-labelledby="todo">
      <h2 id="todo">Needs action</h2>
      <KeyTodos keys={keys} site={site} />
      <AgreementTodos agreements={agreements} site={site} />
      {recalls.map((recall) => (
        <RecallTodo
          recall={recall}
          name={names.get(recall.slug)}
          address="/publisher"
          mayReport={mayReport}
          site={site}
        />
      ))}
      {corrections.length > 0 && <Corrections corrections={corrections} names={names} site={site} />}
      {gone.length > 0 && <Gone gone={gone} names={names} site={site} />}
      <Behind behind={behind} site={site} />
    </section>
  );
}

function Behind({ behind: { lastRead, changes }, site }: Pick<TodoJson, "behind"> & { site: Site }) {
  // Publishers that copy stories by hand read no feeds, so they miss nothing.
  if (lastRead === null) return null;
  const changed = changes === 0 ? "nothing has" : changes === 1 ? "1 story has" : `${changes} stories have`;
  return (
    <p class="quiet">
      You last read a feed or a list on <Time at={lastRead} site={site} />; {changed} changed since.
    </p>
  );
}

type RecallTodoProps = {
  recall: OwnRecallJson;
  /** The story's name, if it is known. */
  name: string | undefined;
  address: string;
  mayReport: boolean;
  site: Site;
};

/** A copy that has to be taken down, with the form that confirms it; `address` is the page's. */
export function RecallTodo({ recall, name, address, mayReport, site }: RecallTodoProps) {
  const { id, article, reason, at, deadline, overdue } = recall;
  return (
    <Notice isWrong>
      <h3>
        Take down: <a href={article}>{name ?? "a withdrawn story"}</a>
      </h3>
      <p>
        It was withdrawn on <Time at={at} site={site} />: {reason}
      </p>
      <p>
        {deadline === null ? (
          "Please remove every copy without delay."
        ) : (
          <>
            Take down every copy by <Time at={deadline} site={site} />.
          </>
        )}
        {overdue && <strong> This is overdue.</strong>}
      </p>
      {mayReport ? (
        <Acknowledge action={`${address}/recalls/${id}`} id={id} />
      ) : (
        <p>
          To report the status of your copy, <a href="/sign-in">sign in</a>, or use a key with the <code>report</code>{" "}
          scope.
        </p>
      )}
    </Notice>
  );
}

/** The form for reporting what became of a copy. */
export function Acknowledge({ action, id, of = "your" }: { action: string; id: string; of?: "your" | "their" }) {
  return (
    <form class="flow" method="post" action={action}>
      <div class="field">
        <label for={`outcome-${id}`}>Status of {of} copy</label>
        <select id={`outcome-${id}`} name="outcome">
          {OUTCOMES.map((outcome) => (
            <option value={outcome}>{(of === "your" ? OUTCOME_NAMES : THEIR_OUTCOMES)[outcome]}</option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`note-${id}`}>
          Comment <span class="quiet">(required if {of === "your" ? "you" : "they"} keep it)</span>
        </label>
        <input id={`note-${id}`} name="note" />
      </div>
      <button type="submit">Confirm</button>
    </form>
  );
}

function Corrections({ corrections, names, site }: Pick<TodoJson, "corrections"> & { names: StoryNames; site: Site }) {
  return (
    <section class="note warn flow">
      <h3>
        {corrections.length === 1 ? "1 story you took has" : `${corrections.length} stories you took have`} changed
      </h3>
      <ul class="dots">
        {corrections.map(({ slug, read, version, note, deadline, overdue }, at) => (
          <li>
            “{names.get(slug)}”: Your copy is version {read}. {note}
            {deadline !== null && (
              <>
                {" "}
                Update it by <Time at={deadline} site={site} />.
              </>
            )}
            {overdue && <strong> This is overdue.</strong>}{" "}
            <a class={at === 0 ? "btn go" : "btn"} href={republishUrl(site.origin, slug)}>
              Get version {version}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const BECAUSE: Record<TodoJson["gone"][number]["because"], string> = {
  withheld: "has been withheld",
  expired: "has expired",
  "not-licensed": "is no longer licensed to you",
};

function Gone({ gone, names, site }: Pick<TodoJson, "gone"> & { names: StoryNames; site: Site }) {
  return (
    <section class="note stop flow">
      <h3>Stories to take down</h3>
      <ul class="dots">
        {gone.map(({ slug, because, since }) => (
          <li>
            {names.get(slug) ?? "A story"} {BECAUSE[because]}. It last changed on <Time at={since} site={site} />. Take
            down every copy.
          </li>
        ))}
      </ul>
    </section>
  );
}
