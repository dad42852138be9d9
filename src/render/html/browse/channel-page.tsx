import { feedUrl } from "../../../model/address.ts";
import { type Channel, channelAddress, channelName } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Story } from "../kit/story.tsx";
import { spanInWords } from "../kit/time.tsx";
import { AuthorHead } from "./author-head.tsx";
import { PagerNav } from "./pager.tsx";

/** What a page of a channel shows; `number` is there on those of the past. */
export type ChannelPage = {
  channel: Channel;
  number: number | undefined;
  items: readonly Item[];
  older: number | undefined;
  newer: number | "first" | undefined;
};

/** The stories of a section, a topic or an author, a page of them. */
export function channelPage(shown: ChannelPage, site: Site): string {
  const { channel, number, items } = shown;
  const name = channelName(channel, site.masthead) ?? channel.of;
  const address = channelAddress(channel.id, site.masthead);
  const at = (page?: number) => channelPageUrl(site.origin, address, page);
  const span = spanInWords(items, site);
  const pager = {
    older: shown.older === undefined ? undefined : at(shown.older),
    newer: shown.newer === undefined ? undefined : at(shown.newer === "first" ? undefined : shown.newer),
  };
  return page({
    site,
    title: number === undefined ? name : `${name}, ${span || `page ${number}`}`,
    description: describe(channel, name, site),
    canonical: at(number),
    ...pager,
    current: at(),
    feeds: [{ title: name, channel: channel.id }],
    children: (
      <>
        {channel.kind === "author" ? (
          <AuthorHead id={channel.of} site={site} />
        ) : (
          <div class="row">
            <h1 class="serif title">{name}</h1>
            <a class="push small" type="application/rss+xml" href={feedUrl(site.origin, address, "rss")}>
              Follow this {channel.kind} (RSS)
            </a>
          </div>
        )}
        <section class="gap" aria-label="Stories">
          {items.map((item) => (
            <Story item={item} site={site} heading="h2" without={channel.kind} />
          ))}
          {items.length === 0 && <p class="quiet">No stories here yet.</p>}
          <PagerNav {...pager} label={span} />
        </section>
      </>
    ),
  });
}

function describe({ kind, of }: Channel, name: string, { masthead }: Site): string {
  const publication = masthead.publication.name;
  if (kind !== "author") return `Stories about ${name} from ${publication}, free to follow.`;
  const { beat, affiliation = publication } = getOwn(masthead.authors, of) ?? {};
  return `Stories by ${name}, ${beat === undefined ? "" : `${beat}, `}${affiliation}.`;
}
