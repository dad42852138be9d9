import { FEED_TYPES, withdrawnUrl } from "../../../model/address.ts";
import { CHANNEL_KINDS, type Channel, channelName } from "../../../model/channel.ts";
import { daysInWords } from "../../../model/in-words.ts";
import { withdrawnPageUrl } from "../../../model/page-address.ts";
import { RETENTION } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { ChannelRow } from "../kit/formats.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";

const KINDS = {
  latest: "Everything",
  section: "Sections",
  topic: "Topics",
  author: "Authors",
  licence: "By license",
} as const;

/** Every channel that carries something, with its formats. */
export const feedsPage = (channels: readonly Channel[], site: Site): string =>
  page({
    site,
    title: "Feeds",
    canonical: `${site.origin}/feeds`,
    current: "/feeds",
    feeds: channels.map((channel) => ({
      title: channelName(channel, site.masthead) ?? channel.of,
      channel: channel.id,
    })),
    children: (
      <div class="flow">
        <h1>Feeds</h1>
        <p class="quiet mid">
          Copy an address into a feed reader, or get them all at once:{" "}
          <a type="text/x-opml" href="/feeds.opml">
            OPML
          </a>
          .
        </p>
        {CHANNEL_KINDS.map((kind) => {
          const some = channels.filter((channel) => channel.kind === kind);
          return some.length === 0 ? null : (
            <section class="rule" aria-labelledby={`of-${kind}`}>
              <h2 id={`of-${kind}`}>{spell(KINDS[kind], site)}</h2>
              <ul class="ways">
                {some.map((channel) => (
                  <ChannelRow channel={channel} site={site} />
                ))}
              </ul>
            </section>
          );
        })}
        <section class="rule flow" aria-labelledby="withdrawn">
          <h2 id="withdrawn">Withdrawn</h2>
          <p>
            Every story withdrawn after its release, with the reason, for anyone who holds a copy:{" "}
            <a href={withdrawnPageUrl(site.origin)}>the list</a>, as{" "}
            <a type={FEED_TYPES.atom} href={withdrawnUrl(site.origin, "atom")}>
              Atom
            </a>{" "}
            and as{" "}
            <a type={FEED_TYPES.json} href={withdrawnUrl(site.origin, "json")}>
              JSON Feed
            </a>
            . Each feed also carries its notices for {daysInWords(RETENTION.noticeDays)}, and links to its archive.
          </p>
        </section>
      </div>
    ),
  });
