import { FEED_FORMATS, FEED_TYPES, type FeedFormat, feedUrl } from "../../../model/address.ts";
import { channel, channelAddress, isRetiredChannel, LATEST } from "../../../model/channel.ts";
import { channelPageUrl, monthsUrl } from "../../../model/page-address.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { type LangMark, ownMark } from "./lang.ts";
import { Name } from "./name.tsx";

type MastheadProps = { site: Site; isFront: boolean; current: string | undefined; within: string | undefined };

/** The header of public pages: the publication's name, how to follow and republish it, and the navigation. */
export function Masthead({ site, isFront, current, within }: MastheadProps) {
  const { name } = site.masthead.publication;
  const words = frameWords(site);
  return (
    <header class={isFront ? "top front" : "top"}>
      <div class="wrap">
        <div class="bar">
          <Name site={site} href="/" mark={ownMark(site, words.language)}>
            {name}
          </Name>
          <div class="row">
            {isFront && (
              <a class="btn go" href="/apply">
                {words.say("frame.republishOurs")}
              </a>
            )}
            <Follow site={site} />
            <a class="small" href="/search" aria-current={current === "/search" ? "page" : undefined}>
              {words.say("frame.search")}
            </a>
            {!isFront && (
              <a class="small" href="/apply">
                {words.say("frame.republish")}
              </a>
            )}
          </div>
        </div>
      </div>
      <nav class="sections" aria-label={words.say("frame.sections")}>
        <ul class="links wrap">
          {navigation(site).map(({ href, label, mark }) => (
            <li>
              <a href={href} aria-current={placeOf(href, current, within)} {...mark}>
                {label}
              </a>
            </li>
          ))}
          <li class="push">
            {site.access.kind === "public" ? (
              <a href="/sign-in" aria-current={current === "/sign-in" ? "page" : undefined}>
                {words.say("frame.signIn")}
              </a>
            ) : (
              <a href="/publisher">{words.say("frame.library")}</a>
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

/** The sections that aren't retired, in the publication's order. */
const sectionsOf = ({ masthead }: Site) =>
  Object.entries(masthead.publication.sections)
    .map(([id, name]) => ({ name, of: channel("section", id) }))
    .filter(({ of }) => !isRetiredChannel(of, masthead));

type Place = { href: string; label: string; mark?: LangMark };

const navigation = (site: Site): Place[] => [
  ...sectionsOf(site).map(({ name, of }) => ({
    href: channelPageUrl(site.origin, of.id),
    label: name,
    mark: ownMark(site, frameWords(site).language),
  })),
  { href: monthsUrl(site.origin), label: frameWords(site).say("frame.archive") },
];

/** How to follow: the main feed's URL to copy, and each section's feed. */
function Follow({ site }: { site: Site }) {
  const { origin, masthead } = site;
  const words = frameWords(site);
  const own = ownMark(site, words.language);
  const feed = (id: string, format: FeedFormat) => feedUrl(origin, channelAddress(id, masthead), format);
  return (
    <details class="pop">
      <summary>{words.say("follow.follow")}</summary>
      <div class="flow">
        <h2>{words.say("follow.ours")}</h2>
        <p class="field">
          <label for="follow">{words.say("follow.reader")}</label>
          <input id="follow" class="code" readonly value={feed(LATEST.id, "rss")} />
        </p>
        <ul class="ways">
          <li>
            <span>{words.say("follow.all")}</span>{" "}
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
              <a href={channelPageUrl(origin, of.id)} {...own}>
                {name}
              </a>{" "}
              <a type={FEED_TYPES.rss} href={feed(of.id, "rss")} aria-label={words.say("follow.rss", { name })}>
                RSS
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/feeds">{words.say("follow.more")}</a> ·{" "}
          <a type="text/x-opml" href="/feeds.opml">
            OPML
          </a>
        </p>
      </div>
    </details>
  );
}
