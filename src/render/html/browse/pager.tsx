import type { Words } from "../../messages/words.ts";

/** The pages beside a page: the newer one before it, the older one behind it. */
export type Pager = { newer?: string | undefined; older?: string | undefined };

type PagerProps = Pager & { label: string; words: Words };

/** The way to the pages beside this one, under its stories. */
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
