import type { AgreementTodo } from "../../../contract/agreement-todo.ts";
import type { Site } from "../../site.ts";
import { Time } from "../kit/time.tsx";

type AgreementTodosProps = { agreements: readonly AgreementTodo[]; site: Site };

/** Texts that have to be accepted anew. */
export function AgreementTodos({ agreements, site }: AgreementTodosProps) {
  return (
    <>
      {agreements.map((todo) => (
        <section class={todo.overdue ? "note stop flow" : "note warn flow"}>
          <h3>{todo.overdue ? `Closed to you: “${todo.name}”` : `A new text of “${todo.name}”`}</h3>
          <p>
            <Told todo={todo} site={site} /> <a href={todo.terms}>Read version {todo.version}</a>
          </p>
          {todo.inForce && (
            <p>
              <a class="btn go" href="/publisher/agreements">
                Accept it
              </a>
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function Told({
  todo: { accepted, version, since, inForce, deadline, overdue },
  site,
}: {
  todo: AgreementTodo;
  site: Site;
}) {
  const [from, by] = [<Time at={since} site={site} />, <Time at={deadline} site={site} />];
  if (overdue)
    return (
      <>
        You accepted version {accepted}, and version {version} is in force since {from}. It had to be accepted by {by}:
        until you accept it, your keys don’t open its stories.
      </>
    );
  if (inForce)
    return (
      <>
        It is in force since {from}. Accept it by {by}, or your keys stop opening its stories. Until then the terms of
        version {accepted} hold for you.
      </>
    );
  return (
    <>
      It will be in force from {from}. You can accept it from then on, and have to by {by}, or your keys stop opening
      its stories.
    </>
  );
}
