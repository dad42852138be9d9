import { withdrawnUrl } from "../../../model/address.ts";
import { CHANNEL_KINDS, type Channel, channelName } from "../../../model/channel.ts";
import { daysInWords } from "../../../model/in-words.ts";
import { RETENTION } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { ChannelRow } from "../kit/formats.tsx";
import { page } from "../kit/page.tsx";

const KINDS = {
  latest: "Everything",
  section: "Sections",
  topic: "Topics",
  author: "Authors",
  licence: "By licence",
} as const;

/** Every channel that carries something, with its formats. */
export const feedsPage = (channels: readonly Channel[], site: Site): string =>
  page({
    site,
    title: "Feeds",
    canonical: `${site.origin}/feeds`,
    feeds: channels.map((channel) => ({
      title: channelName(channel, site.masthead) ?? channel.of,
      channel: channel.id,
    })),
    children: (
      <>
        <h1>Feeds</h1>
        <p class="lede">Copy an address into a feed reader, or take all of them at once.</p>
        <p>
          <a href="/feeds.opml">All feeds as OPML</a>
        </p>
        {CHANNEL_KINDS.map((kind) => {
          const some = channels.filter((channel) => channel.kind === kind);
          return some.length === 0 ? null : (
            <section aria-labelledby={kind}>
              <h2 id={kind}>{KINDS[kind]}</h2>
              <ul class="feeds">
                {some.map((channel) => (
                  <ChannelRow channel={channel} site={site} />
                ))}
              </ul>
            </section>
          );
        })}
        <section aria-labelledby="withdrawn">
          <h2 id="withdrawn">Withdrawn</h2>
          <p>
            Every story that was withdrawn after its release, with the reason, for whoever holds a copy:{" "}
            <a href={withdrawnUrl(site.origin, "atom")}>Atom</a>, <a href={withdrawnUrl(site.origin, "json")}>JSON</a>.
            Each feed tells of its own for {daysInWords(RETENTION.noticeDays)}, too, and leads to its archive.
          </p>
        </section>
      </>
    ),
  });
