import { FEED_FORMATS, FEED_TYPES, feedUrl } from "../../../model/address.ts";
import { channel, channelAddress, isRetiredChannel } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import type { Site } from "../../site.ts";

/** Who an author is, and how to follow them. */
export function AuthorHead({ id, site }: { id: string; site: Site }) {
  const { name, beat, affiliation, email, follow = [] } = getOwn(site.masthead.authors, id) ?? { name: id };
  const about = [beat, affiliation ?? site.masthead.publication.name].filter((each) => each !== undefined);
  return (
    <header class="head">
      <h1 class="serif title">{name}</h1>
      <p class="quiet">{about.join(", ")}</p>
      <ul class="links small" aria-label={`Follow ${name}`}>
        {follow.map(({ label, url }) => (
          <li>
            <a href={url}>{label}</a>
          </li>
        ))}
        {email && (
          <li>
            <a href={`mailto:${email}`}>{email}</a>
          </li>
        )}
        <Feeds id={id} site={site} />
      </ul>
    </header>
  );
}

/** A retired author's feed is offered no more. */
function Feeds({ id, site: { origin, masthead } }: { id: string; site: Site }) {
  const own = channel("author", id);
  if (isRetiredChannel(own, masthead)) return null;
  const address = channelAddress(own.id, masthead);
  return (
    <>
      {FEED_FORMATS.map((format) => (
        <li>
          <a type={FEED_TYPES[format]} href={feedUrl(origin, address, format)}>
            {FORMAT_NAMES[format]}
          </a>
        </li>
      ))}
    </>
  );
}
