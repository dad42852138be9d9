import type { Child } from "hono/jsx";
import type { LangMark } from "./lang.ts";

/** Words inside others, marked if their language differs. */
export function Said({ mark, children }: { mark: LangMark; children?: Child }) {
  if (mark.lang === undefined) return <>{children}</>;
  return <span {...mark}>{children}</span>;
}
