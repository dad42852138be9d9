import type { KeyTodo } from "../../../contract/key-todo.ts";
import { KeyTodos } from "./key-todos.tsx";
import { Keys, type KeysProps } from "./keys.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

type KeysPageProps = TabFrame & Omit<KeysProps, "site"> & { todos: readonly KeyTodo[] };

/** `/publisher/keys`: a publisher's keys and their to-dos. */
export const keysPage = ({ keys, todos, mayManage, ...frame }: KeysPageProps): string =>
  tabPage(
    "keys",
    frame,
    <>
      <KeyTodos keys={todos} site={frame.site} />
      <Keys keys={keys} mayManage={mayManage} site={frame.site} />
    </>,
  );
