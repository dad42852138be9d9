import type { Child } from "hono/jsx";
import type { LangMark } from "./lang.ts";

/** Words within others, with the mark of their language where it is another one. */
export function Said({ mark, children }: { mark: LangMark; children?: Child }) {
  if (mark.lang === undefined) return <>{children}</>;
  return <span {...mark}>{children}</span>;
}
