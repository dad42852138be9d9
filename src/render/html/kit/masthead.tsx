import { feedUrl } from "../../../model/address.ts";
import { channel, channelAddress, isRetiredChannel, LATEST } from "../../../model/channel.ts";
import type { Site } from "../../site.ts";
import { Name } from "./name.tsx";
import { spell } from "./spell.ts";

type MastheadProps = { site: Site; isFront: boolean; current: string | undefined };

/** The top of a page for everybody: the publication's name, how to follow and republish it, and the way around. */
export function Masthead({ site, isFront, current }: MastheadProps) {
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
            {!isFront && (
              <a class="small" href="/apply">
                Republish
              </a>
            )}
          </div>
        </div>
      </div>
      <nav class="sections" aria-label="Main">
        <ul class="links wrap">
          {NAVIGATION.map(([href, label]) => (
            <li>
              <a href={href} aria-current={href === current ? "page" : undefined}>
                {spell(label, site)}
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

const NAVIGATION = [
  ["/", "Latest"],
  ["/feeds", "Feeds"],
  ["/#licences", "Licenses"],
  ["/docs", "Developers"],
] as const;

/** How to follow: the main feed to copy, and each section's. */
function Follow({ site }: { site: Site }) {
  const { origin, masthead } = site;
  const sections = Object.entries(masthead.publication.sections)
    .map(([id, name]) => ({ name, of: channel("section", id) }))
    .filter(({ of }) => !isRetiredChannel(of, masthead));
  const feed = (id: string, format: "rss" | "atom" | "json") => feedUrl(origin, channelAddress(id, masthead), format);
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
            <span>All stories</span> <a href={feed(LATEST.id, "rss")}>RSS</a> <a href={feed(LATEST.id, "atom")}>Atom</a>{" "}
            <a href={feed(LATEST.id, "json")}>JSON</a>
          </li>
          {sections.map(({ name, of }) => (
            <li>
              <span>{name}</span>{" "}
              <a href={feed(of.id, "rss")} aria-label={`${name}, RSS`}>
                RSS
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/feeds">All feeds, authors and topics</a> · <a href="/feeds.opml">OPML</a>
        </p>
      </div>
    </details>
  );
}
