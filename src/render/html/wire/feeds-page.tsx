import { CHANNEL_KINDS, type Channel } from "../../../model/channel.ts";
import { withdrawnPageUrl } from "../../../model/page-address.ts";
import { RETENTION } from "../../../model/policy.ts";
import { channelTitle } from "../../feed/channel-title.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { ChannelRow } from "../kit/formats.tsx";
import { page } from "../kit/page.tsx";
import { withdrawnFeeds } from "../kit/withdrawn-story.tsx";

/** Renders every channel that has stories, with its formats. */
export function feedsPage(channels: readonly Channel[], site: Site): string {
  const words = frameWords(site);
  return page({
    site,
    words,
    title: words.say("feeds.title"),
    canonical: `${site.origin}/feeds`,
    current: "/feeds",
    feeds: channels.map((channel) => ({ title: channelTitle(channel, site), channel: channel.id })),
    children: (
      <div class="flow">
        <h1>{words.say("feeds.title")}</h1>
        <p class="quiet mid">{words.parts("feeds.text", { opml: <Opml /> })}</p>
        {CHANNEL_KINDS.map((kind) => (
          <Kind kind={kind} channels={channels.filter((channel) => channel.kind === kind)} site={site} />
        ))}
        <Withdrawn site={site} />
      </div>
    ),
  });
}

const Opml = () => (
  <a type="text/x-opml" href="/feeds.opml">
    OPML
  </a>
);

type KindProps = { kind: Channel["kind"]; channels: readonly Channel[]; site: Site };

function Kind({ kind, channels, site }: KindProps) {
  return channels.length === 0 ? null : (
    <section class="rule" aria-labelledby={`of-${kind}`}>
      <h2 id={`of-${kind}`}>{frameWords(site).say(`feeds.${kind}`)}</h2>
      <ul class="ways">
        {channels.map((channel) => (
          <ChannelRow channel={channel} site={site} />
        ))}
      </ul>
    </section>
  );
}

function Withdrawn({ site }: { site: Site }) {
  const words = frameWords(site);
  return (
    <section class="rule flow" aria-labelledby="withdrawn">
      <h2 id="withdrawn">{words.say("feeds.withdrawn")}</h2>
      <p>
        {words.parts("feeds.withdrawnText", {
          list: <a href={withdrawnPageUrl(site.origin)}>{words.say("feeds.list")}</a>,
          ...withdrawnFeeds(site, "JSON Feed"),
        })}{" "}
        {words.count("feeds.notices", RETENTION.noticeDays)}
      </p>
    </section>
  );
}
