import type { Words } from "../../messages/words.ts";

/** The links to the newer and the older page. */
export type Pager = { newer?: string | undefined; older?: string | undefined };

type PagerProps = Pager & { label: string; words: Words };

/** Links to the adjacent pages, below the stories. */
export function PagerNav({ newer, older, label, words }: PagerProps) {
  if (newer === undefined && older === undefined) return null;
  return (
    <nav class="pages" aria-label={words.say("list.pages")}>
      {newer === undefined ? (
        <span />
      ) : (
        <a class="btn" rel="prev" href={newer}>
          {words.say("list.newer")}
        </a>
      )}
      <span class="small">{label}</span>
      {older === undefined ? (
        <span />
      ) : (
        <a class="btn" rel="next" href={older}>
          {words.say("list.older")}
        </a>
      )}
    </nav>
  );
}
