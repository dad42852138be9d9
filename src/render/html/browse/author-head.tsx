import { getOwn } from "../../../model/get-own.ts";
import type { Site } from "../../site.ts";

/** Who an author is, and where else they can be followed. */
export function AuthorHead({ id, site }: { id: string; site: Site }) {
  const { name, beat, affiliation, email, follow = [] } = getOwn(site.masthead.authors, id) ?? { name: id };
  const about = [beat, affiliation ?? site.masthead.publication.name].filter((each) => each !== undefined);
  return (
    <header class="head">
      <h1 dir="auto">{name}</h1>
      <p class="quiet">{about.join(", ")}</p>
      {(follow.length > 0 || email) && (
        <p class="row small">
          {follow.map(({ label, url }) => (
            <a href={url}>{label}</a>
          ))}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </p>
      )}
    </header>
  );
}
