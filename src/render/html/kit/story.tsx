import { type ChannelKind, channel, isRetiredChannel } from "../../../model/channel.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { StoryPicture } from "./picture.tsx";
import { ShortDay } from "./time.tsx";

const HOW_MUCH = { full: undefined, summary: "Summary; full text for licensed publishers", link: "Headline and link" };

type Props = {
  item: Item;
  site: Site;
  heading: "h2" | "h3";
  /** The kind of channel that the list is of, which each story needn't name. */
  without?: ChannelKind;
};

/** An article in a list, with its picture, if it has one that may be shown. */
export function Story({ item, site, heading: Heading, without }: Props) {
  const [picture] = item.pictures ?? [];
  return (
    <article class={picture ? "story" : "story one"}>
      <div>
        {without !== "section" && <Kicker item={item} site={site} />}
        <Heading dir="auto" lang={item.language}>
          <a href={item.page}>{item.headline}</a>
        </Heading>
        {item.summary && (
          <p class="quiet" dir="auto" lang={item.language}>
            {item.summary}
          </p>
        )}
        <p class="meta">
          {item.byline} · <ShortDay at={item.published} site={site} />
          <Terms item={item} site={site} />
        </p>
      </div>
      {picture && <StoryPicture picture={picture} place="row" />}
    </article>
  );
}

/** The section of a story, which leads to its page unless it is retired. */
export function Kicker({ item: { section }, site }: { item: Item; site: Site }) {
  const of = channel("section", section.id);
  return (
    <p class="kick">
      {isRetiredChannel(of, site.masthead) ? (
        section.name
      ) : (
        <a href={channelPageUrl(site.origin, of.id)}>{section.name}</a>
      )}
    </p>
  );
}

/** Says the exception alone: another licence than the usual one, and less than the full text. */
function Terms({ item, site }: { item: Item; site: Site }) {
  const howMuch = HOW_MUCH[item.shows];
  const isUsual = item.licence.id === site.masthead.publication.licence;
  return (
    <>
      {!isUsual && (
        <> · {item.terms.excluded ? item.licence.name : <a href={item.licence.terms}>{item.licence.name}</a>}</>
      )}
      {howMuch && ` · ${howMuch}`}
    </>
  );
}
