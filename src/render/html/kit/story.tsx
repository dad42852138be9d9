import { type ChannelKind, channel, isRetiredChannel } from "../../../model/channel.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import type { Item } from "../../feed/item.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { directionOf, licenceMark, ownMark } from "./lang.ts";
import { StoryPicture } from "./picture.tsx";
import { Said } from "./said.tsx";
import { ShortDay } from "./time.tsx";

const HOW_MUCH = { full: undefined, summary: "list.summary", link: "list.link" } as const;

type Props = {
  item: Item;
  site: Site;
  heading: "h2" | "h3";
  /** The kind of the list's channel, which its stories needn't repeat. */
  without?: ChannelKind;
};

/** A story in a list, with its picture if one may be shown. */
export function Story({ item, site, heading: Heading, without }: Props) {
  const [picture] = item.pictures ?? [];
  const words = frameWords(site);
  return (
    <article class={picture ? "story" : "story one"}>
      <div>
        {without !== "section" && <Kicker item={item} site={site} around={words.language} />}
        <Heading dir={directionOf(item.language)} lang={item.language}>
          <a href={item.page}>{item.headline}</a>
        </Heading>
        {item.summary && (
          <p class="quiet" dir={directionOf(item.language)} lang={item.language}>
            {item.summary}
          </p>
        )}
        <p class="meta">
          {item.byline} · <ShortDay at={item.published} site={site} words={words} />
          <Terms item={item} site={site} />
        </p>
      </div>
      {picture && <StoryPicture picture={picture} place="row" />}
    </article>
  );
}

/** A story's section, linked unless it is retired; `around` is the language of the surrounding words. */
export function Kicker({ item: { section }, site, around }: { item: Item; site: Site; around: string }) {
  const of = channel("section", section.id);
  const own = ownMark(site, around);
  return (
    <p class="kick">
      {isRetiredChannel(of, site.masthead) ? (
        <Said mark={own}>{section.name}</Said>
      ) : (
        <a href={channelPageUrl(site.origin, of.id)} {...own}>
          {section.name}
        </a>
      )}
    </p>
  );
}

/** Shows only exceptions: a license other than the usual one, or less than the full text. */
function Terms({ item, site }: { item: Item; site: Site }) {
  const words = frameWords(site);
  const howMuch = HOW_MUCH[item.shows];
  const own = licenceMark(item.terms, site, words.language);
  const isUsual = item.licence.id === site.masthead.publication.licence;
  return (
    <>
      {!isUsual && (
        <>
          {" "}
          ·{" "}
          {item.terms.excluded ? (
            item.licence.name
          ) : (
            <a href={item.licence.terms} {...own}>
              {item.licence.name}
            </a>
          )}
        </>
      )}
      {howMuch && ` · ${words.say(howMuch)}`}
    </>
  );
}
