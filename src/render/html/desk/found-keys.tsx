import type { Site } from "../../site.ts";
import { Time } from "../kit/time.tsx";

/** A key that was found on the web and revoked. */
export type FoundKeyLine = {
  publisher: string;
  organization: string;
  name: string;
  hint: string;
  at: string;
  foundAt: string;
};

/** Keys recently found on the web: their publisher, and where they were. */
export function FoundKeys({ found, site }: { found: readonly FoundKeyLine[]; site: Site }) {
  if (found.length === 0) return null;
  return (
    <section>
      <h2>Keys found on the web</h2>
      <ul>
        {found.map(({ publisher, organization, name, hint, at, foundAt }) => (
          <li>
            <a href={`/desk/publishers/${publisher}`}>{organization}</a>: the key “{name}”, which ends in{" "}
            <code>{hint}</code>, was found at <code>{foundAt}</code> and revoked on <Time at={at} site={site} />.
          </li>
        ))}
      </ul>
    </section>
  );
}
