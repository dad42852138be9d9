import { FEED_FORMATS, FEED_TYPES, feedUrl } from "../../../model/address.ts";
import { type Channel, channelAddress, channelName, isRetiredChannel } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import type { Item } from "../../feed/item.ts";
import { facePicture } from "../../feed/pictures-of.ts";
import { frameWords } from "../../messages/language.ts";
import { breadcrumbs, collectionPage } from "../../schema-org/page.ts";
import { profile } from "../../schema-org/profile.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { Story } from "../kit/story.tsx";
import { spanInWords } from "../kit/time.tsx";
import { AuthorHead } from "./author-head.tsx";
import { PagerNav } from "./pager.tsx";

/** A page of a channel; `number` is set on archive pages. */
export type ChannelPage = {
  channel: Channel;
  number: number | undefined;
  items: readonly Item[];
  older: number | undefined;
  newer: number | "first" | undefined;
};

/** Renders a page of the stories of a section, a topic or an author. */
export function channelPage(shown: ChannelPage, site: Site): string {
  const { channel, number, items } = shown;
  const name = channelName(channel, site.masthead) ?? channel.of;
  const address = channelAddress(channel.id, site.masthead);
  const at = (page?: number) => channelPageUrl(site.origin, address, page);
  const words = frameWords(site);
  const span = spanInWords(items, site, words);
  const face = channel.kind === "author" ? facePicture(channel.of, site) : undefined;
  const pager = {
    older: shown.older === undefined ? undefined : at(shown.older),
    newer: shown.newer === undefined ? undefined : at(shown.newer === "first" ? undefined : shown.newer),
  };
  return page({
    site,
    title: number === undefined ? name : `${name}, ${span || words.say("list.page", { number })}`,
    words,
    titleLanguage: site.masthead.publication.language,
    description: describe(channel, name, site),
    canonical: at(number),
    ...pager,
    current: at(),
    data: [
      collectionPage({ name, url: at(number) }, items, site),
      ...(channel.kind === "author" ? [profile({ id: channel.of, url: at() }, face, site)] : []),
      breadcrumbs([{ name, url: at() }], site),
    ],
    share: {
      picture: face ?? items.find(({ pictures = [] }) => pictures.length > 0)?.pictures?.[0],
      ...(channel.kind === "author" ? { isProfile: true } : {}),
    },
    feeds: [{ title: name, channel: channel.id }],
    children: (
      <div class="side">
        <div class="all">
          {channel.kind === "author" ? (
            <AuthorHead id={channel.of} site={site} />
          ) : (
            <h1 class="serif title" {...ownMark(site, words.language)} dir="auto">
              {name}
            </h1>
          )}
        </div>
        <section aria-label={words.say("list.stories")}>
          {items.map((item) => (
            <Story item={item} site={site} heading="h2" without={channel.kind} />
          ))}
          {items.length === 0 && <p class="quiet">{words.say("list.none")}</p>}
          <PagerNav {...pager} label={span} words={words} />
        </section>
        <Rail channel={channel} site={site} />
      </div>
    ),
  });
}

/** How to follow the channel and republish its stories. A retired channel isn't offered. */
function Rail({ channel, site }: { channel: Channel; site: Site }) {
  const { origin, masthead } = site;
  const words = frameWords(site);
  const address = channelAddress(channel.id, masthead);
  return (
    <aside class="rule flow" aria-labelledby="follow-this">
      {isRetiredChannel(channel, masthead) ? (
        <h2 id="follow-this">{words.say("frame.republish")}</h2>
      ) : (
        <>
          <h2 id="follow-this">{words.say(`channel.${channel.kind}`)}</h2>
          <p class="row">
            {FEED_FORMATS.map((format) => (
              <a type={FEED_TYPES[format]} href={feedUrl(origin, address, format)}>
                {FORMAT_NAMES[format]}
              </a>
            ))}
          </p>
        </>
      )}
      <p class="small">
        <a href="/apply">{words.say("frame.republishOurs")}</a>
      </p>
    </aside>
  );
}

function describe({ kind, of }: Channel, name: string, site: Site): string {
  const { masthead } = site;
  const words = frameWords(site);
  const publication = masthead.publication.name;
  if (kind !== "author") return words.say("channel.about", { name, publication });
  const { beat, affiliation = publication } = getOwn(masthead.authors, of) ?? {};
  const about = [beat, affiliation].filter((each) => each !== undefined).join(", ");
  return withStop(words.say("channel.aboutAuthor", { name, about }));
}
