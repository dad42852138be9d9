/** The pages beside a page: the newer one before it, the older one behind it. */
export type Pager = { newer?: string | undefined; older?: string | undefined };

type PagerProps = Pager & { label: string; newerWords?: string; olderWords?: string };

/** The way to the pages beside this one, under its stories. */
export function PagerNav({ newer, older, label, newerWords = "Newer", olderWords = "Older" }: PagerProps) {
  if (newer === undefined && older === undefined) return null;
  return (
    <nav class="pages" aria-label="Pages">
      {newer === undefined ? (
        <span />
      ) : (
        <a class="btn" rel="prev" href={newer}>
          {newerWords}
        </a>
      )}
      <span class="small">{label}</span>
      {older === undefined ? (
        <span />
      ) : (
        <a class="btn" rel="next" href={older}>
          {olderWords}
        </a>
      )}
    </nav>
  );
}
