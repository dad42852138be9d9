import { termsUrl } from "../../../model/address.ts";
import { type Channel, LATEST } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { ChannelRow } from "../kit/formats.tsx";
import { page } from "../kit/page.tsx";
import { Story } from "../kit/story.tsx";

const PUBLIC_TEXT = {
  full: "Everybody gets the full text.",
  summary: "Everybody gets a summary; licensed publishers get the full text.",
  link: "Headline and link only.",
} as const;

/** The home page: what this is, the newest articles, the feeds, the licences, how to get in. */
export function homePage(items: readonly Item[], channels: readonly Channel[], site: Site): string {
  const { publication } = site.masthead;
  return page({
    site,
    title: publication.name,
    description: publication.description,
    canonical: `${site.origin}/`,
    feeds: [{ title: publication.name, channel: LATEST.id }],
    children: (
      <>
        <h1>{publication.name}</h1>
        <p class="lede">{publication.description}</p>
        <div class="columns">
          <section aria-labelledby="latest">
            <h2 id="latest">Latest</h2>
            {items.length === 0 && <p class="quiet">Nothing is published yet.</p>}
            {items.map((item) => (
              <Story item={item} site={site} />
            ))}
          </section>
          <div>
            <Subscribe channels={channels} site={site} />
            <Licences site={site} />
            <Republish site={site} />
          </div>
        </div>
      </>
    ),
  });
}

function Subscribe({ channels, site }: { channels: readonly Channel[]; site: Site }) {
  const main = channels.filter(({ kind }) => kind === "latest" || kind === "section");
  return (
    <section aria-labelledby="subscribe">
      <h2 id="subscribe">Subscribe</h2>
      <p class="quiet">
        For feed readers, and for the systems of publishers. Each item names its licence, so that software can read it.
      </p>
      <ul class="feeds">
        {main.map((channel) => (
          <ChannelRow channel={channel} site={site} />
        ))}
      </ul>
      <p>
        <a href="/feeds">All feeds</a> · <a href="/feeds.opml">as OPML</a> · <a href="/docs">API</a>
      </p>
    </section>
  );
}

function Licences({ site }: { site: Site }) {
  return (
    <section aria-labelledby="licences">
      <h2 id="licences">Licences</h2>
      <ul class="feeds">
        {Object.entries(offeredLicences(site.masthead)).map(([id, licence]) => (
          <li>
            <span class="name">
              <a href={termsUrl(site.origin, id)}>{licence.name}</a>
              <br />
              <span class="quiet">{PUBLIC_TEXT[licence.publicText]}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Republish({ site }: { site: Site }) {
  const { publication, licences } = site.masthead;
  return (
    <section class="panel" aria-labelledby="republish">
      <h2 id="republish">Republish our reporting</h2>
      <p>{getOwn(licences, publication.licence)?.statement}</p>
      <p>
        Write to <a href={`mailto:${publication.contacts.licensing}`}>{publication.contacts.licensing}</a>.
      </p>
    </section>
  );
}
