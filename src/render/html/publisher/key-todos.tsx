import type { KeyTodo } from "../../../contract/key-todo.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { Day, Time } from "../kit/time.tsx";

/** To-dos for a publisher's keys. */
export function KeyTodos({ keys, site }: { keys: readonly KeyTodo[]; site: Site }) {
  return (
    <>
      {keys.map((todo) => (
        <Notice isWrong={todo.because === "found"}>
          {todo.because === "found" ? <Found todo={todo} site={site} /> : <Narrows todo={todo} site={site} />}
        </Notice>
      ))}
    </>
  );
}

type OneProps = { todo: KeyTodo; site: Site };

function Found({ todo: { name, hint, at, foundAt }, site }: OneProps) {
  return (
    <p>
      Your key “{name},” which ends in <code>{hint}</code>, was found at <code>{foundAt}</code>, where anyone can read
      it. It was revoked on <Time at={at} site={site} />. Create a new one, and enter it as a password, never in an
      address.
    </p>
  );
}

function Narrows({ todo: { name, hint, at }, site }: OneProps) {
  return (
    <p>
      Your key “{name},” which ends in <code>{hint}</code>, was created before keys had scopes. It can manage webhooks,
      keys and agreements until <Day at={at} site={site} />. After that it can only read and report. To keep managing
      them, create a key with the <code>manage</code> scope before then.
    </p>
  );
}
