import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { FEED_FORMATS, FEED_TYPES, feedUrl, imageType, imageUrl, termsUrl } from "../../../model/address.ts";
import { channelAddress } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { scriptJson } from "../../schema-org/news-article.ts";
import type { Site } from "../../site.ts";

/** A feed that a page announces to feed readers, by its channel's id. */
export type PageFeed = { title: string; channel: string };

type Frame = {
  site: Site;
  title: string;
  description?: string;
  canonical?: string;
  feeds: readonly PageFeed[];
  licence?: string;
  language?: string;
  /** What the page says, for crawlers: JSON-LD. */
  data?: unknown;
  children?: Child;
};

/** The frame of every page: skip link, masthead, feed autodiscovery, contacts. */
function Page(frame: Frame) {
  const { site, language, children } = frame;
  return (
    <html lang={language ?? site.masthead.publication.language}>
      <Head {...frame} />
      <body>
        <a class="skip" href="#content">
          Skip to the contents
        </a>
        <Top site={site} />
        <main id="content" class="wide" tabindex={-1}>
          {children}
        </main>
        <Footer site={site} />
      </body>
    </html>
  );
}

function Head({ site, title, description, canonical, feeds, licence, data }: Frame) {
  const { origin, masthead } = site;
  const { name, logo } = masthead.publication;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === name ? name : `${title} · ${name}`}</title>
      {description && <meta name="description" content={description} />}
      {canonical && <link rel="canonical" href={canonical} />}
      {licence && <link rel="license" href={licence} />}
      <link rel="stylesheet" href="/style.css" />
      {data !== undefined && raw(`<script type="application/ld+json">${scriptJson(data)}</script>`)}
      {logo && <link rel="icon" type={imageType(logo)} href={imageUrl(origin, logo)} />}
      {feeds.flatMap(({ title: feed, channel }) =>
        FEED_FORMATS.map((format) => (
          <link
            rel="alternate"
            type={FEED_TYPES[format]}
            title={`${feed} (${FORMAT_NAMES[format]})`}
            href={feedUrl(origin, channelAddress(channel, masthead), format)}
          />
        )),
      )}
    </head>
  );
}

const FORMAT_NAMES = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const;

function Top({ site }: { site: Site }) {
  const { name, logo } = site.masthead.publication;
  return (
    <header class="top">
      <div class="wide">
        <a class="brand" href="/">
          {logo && (
            <img
              src={imageUrl(site.origin, logo)}
              alt=""
              width={40}
              height={Math.max(1, Math.round((40 * logo.height) / logo.width))}
            />
          )}
          <span>{name}</span>
        </a>
        <nav aria-label="Main">
          <ul>
            {NAVIGATION.map(([href, label]) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

const NAVIGATION = [
  ["/feeds", "Feeds"],
  ["/#licences", "Licences"],
  ["/apply", "Republish"],
  ["/docs", "API"],
] as const;

function Footer({ site }: { site: Site }) {
  const { publication } = site.masthead;
  const { tips, licensing, corrections } = publication.contacts;
  return (
    <footer class="bottom">
      <div class="wide">
        <p>
          <a href={publication.homePage}>{publication.name}</a> · default licence:{" "}
          <a href={termsUrl(site.origin, publication.licence)}>
            {getOwn(site.masthead.licences, publication.licence)?.name ?? publication.licence}
          </a>
        </p>
        <p>
          Tips: <a href={`mailto:${tips}`}>{tips}</a> · Licensing: <a href={`mailto:${licensing}`}>{licensing}</a>
          {corrections && (
            <>
              {" "}
              · Corrections: <a href={`mailto:${corrections}`}>{corrections}</a>
            </>
          )}
        </p>
      </div>
    </footer>
  );
}

/** A page as HTML text. */
export const page = (frame: Frame): string => `<!DOCTYPE html>\n${(<Page {...frame} />).toString()}\n`;
