import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { Time } from "../kit/time.tsx";

/** A source that has been failing for a long time: since when, and what to do, in a sentence or two. */
export type FailingSource = { id: string; since: string; words: string };

/** Tells the desk which sites no longer deliver stories. */
export const FailingSources = ({ sources, site }: { sources: readonly FailingSource[]; site: Site }) => (
  <>
    {sources.map(({ id, since, words }) => (
      <Notice isWrong>
        No stories have come from <a href={`/desk/sources/${id}`}>{id}</a> since <Time at={since} site={site} />.{" "}
        {words}
      </Notice>
    ))}
  </>
);
