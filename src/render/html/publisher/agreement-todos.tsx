import type { AgreementTodo } from "../../../contract/agreement-todo.ts";
import type { Site } from "../../site.ts";
import { Time } from "../kit/time.tsx";

type AgreementTodosProps = { agreements: readonly AgreementTodo[]; site: Site };

/** License versions that have to be accepted. */
export function AgreementTodos({ agreements, site }: AgreementTodosProps) {
  return (
    <>
      {agreements.map((todo) => (
        <section class={todo.overdue ? "note stop flow" : "note warn flow"}>
          <h3>{todo.overdue ? `No access: “${todo.name}”` : `New terms: “${todo.name}”`}</h3>
          <p>
            <Told todo={todo} site={site} /> <a href={todo.terms}>Read version {todo.version}</a>
          </p>
          {todo.inForce && (
            <p>
              <a class="btn go" href="/publisher/agreements">
                Accept the new terms
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
        You accepted version {accepted}. Version {version} took effect {from}, and you had until {by} to accept it.
        Until you do, your keys don’t open stories under these terms.
      </>
    );
  if (inForce)
    return (
      <>
        They took effect {from}. Accept them by {by}, or your keys will stop opening these stories. Until then the terms
        of version {accepted} apply.
      </>
    );
  return (
    <>
      They take effect {from}. You can accept them from then on. If you haven’t accepted them by {by}, your keys will
      stop opening these stories.
    </>
  );
}
