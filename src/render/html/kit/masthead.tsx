import { FEED_FORMATS, FEED_TYPES, type FeedFormat, feedUrl } from "../../../model/address.ts";
import { channel, channelAddress, isRetiredChannel, LATEST } from "../../../model/channel.ts";
import { channelPageUrl, monthsUrl } from "../../../model/page-address.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import type { Site } from "../../site.ts";
import { Name } from "./name.tsx";

type MastheadProps = { site: Site; isFront: boolean; current: string | undefined; within: string | undefined };

/** The top of a page for everybody: the publication's name, how to follow and republish it, and the way around. */
export function Masthead({ site, isFront, current, within }: MastheadProps) {
  const { name } = site.masthead.publication;
  return (
    <header class={isFront ? "top front" : "top"}>
      <div class="wrap">
        <div class="bar">
          <Name site={site} href="/">
            {name}
          </Name>
          <div class="row">
            {isFront && (
              <a class="btn go" href="/apply">
                Republish our reporting
              </a>
            )}
            <Follow site={site} />
            <a class="small" href="/search" aria-current={current === "/search" ? "page" : undefined}>
              Search
            </a>
            {!isFront && (
              <a class="small" href="/apply">
                Republish
              </a>
            )}
          </div>
        </div>
      </div>
      <nav class="sections" aria-label="Sections">
        <ul class="links wrap">
          {navigation(site).map(({ href, label }) => (
            <li>
              <a href={href} aria-current={placeOf(href, current, within)}>
                {label}
              </a>
            </li>
          ))}
          <li class="push">
            {site.access.kind === "public" ? (
              <a href="/sign-in" aria-current={current === "/sign-in" ? "page" : undefined}>
                Sign in
              </a>
            ) : (
              <a href="/publisher">Library</a>
            )}
          </li>
        </ul>
      </nav>
    </header>
  );
}

const placeOf = (href: string, current: string | undefined, within: string | undefined) => {
  if (href === current) return "page";
  return href === within ? "true" : undefined;
};

/** The sections that are offered, in the publication's order. */
const sectionsOf = ({ masthead }: Site) =>
  Object.entries(masthead.publication.sections)
    .map(([id, name]) => ({ name, of: channel("section", id) }))
    .filter(({ of }) => !isRetiredChannel(of, masthead));

const navigation = (site: Site): { href: string; label: string }[] => [
  ...sectionsOf(site).map(({ name, of }) => ({ href: channelPageUrl(site.origin, of.id), label: name })),
  { href: monthsUrl(site.origin), label: "Archive" },
];

/** How to follow: the main feed to copy, and each section's. */
function Follow({ site }: { site: Site }) {
  const { origin, masthead } = site;
  const feed = (id: string, format: FeedFormat) => feedUrl(origin, channelAddress(id, masthead), format);
  return (
    <details class="pop">
      <summary>Follow</summary>
      <div class="flow">
        <h2>Follow our reporting</h2>
        <p class="field">
          <label for="follow">All stories, for any feed reader</label>
          <input id="follow" class="code" readonly value={feed(LATEST.id, "rss")} />
        </p>
        <ul class="ways">
          <li>
            <span>All stories</span>{" "}
            {FEED_FORMATS.map((format) => (
              <>
                <a type={FEED_TYPES[format]} href={feed(LATEST.id, format)}>
                  {FORMAT_NAMES[format]}
                </a>{" "}
              </>
            ))}
          </li>
          {sectionsOf(site).map(({ name, of }) => (
            <li>
              <a href={channelPageUrl(origin, of.id)}>{name}</a>{" "}
              <a type={FEED_TYPES.rss} href={feed(of.id, "rss")} aria-label={`${name}, RSS`}>
                RSS
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/feeds">All feeds, authors and topics</a> ·{" "}
          <a type="text/x-opml" href="/feeds.opml">
            OPML
          </a>
        </p>
      </div>
    </details>
  );
}
