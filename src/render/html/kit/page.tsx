import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { FEED_FORMATS, FEED_TYPES, feedUrl, imageType, imageUrl } from "../../../model/address.ts";
import { channelAddress } from "../../../model/channel.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import { englishWords, frameWords, langAmong } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import { scriptJson } from "../../schema-org/news-article.ts";
import type { Site } from "../../site.ts";
import { Footer } from "./footer.tsx";
import { Masthead } from "./masthead.tsx";
import { type Share, ShareTags } from "./share-tags.tsx";
import { type Tools, ToolsHeader } from "./tools.tsx";

/** A feed that a page announces to feed readers, by channel id. */
export type PageFeed = { title: string; channel: string };

type Frame = {
  site: Site;
  title: string;
  description?: string;
  canonical?: string;
  /** The adjacent pages of a paged list. */
  newer?: string | undefined;
  older?: string | undefined;
  feeds: readonly PageFeed[];
  licence?: string;
  /** The page's own language; English by default. */
  words?: Words;
  /** The language of the title, if somebody else wrote it. */
  titleLanguage?: string;
  /** The same for the description. */
  descriptionLanguage?: string;
  /** The page's structured data for crawlers: JSON-LD documents. */
  data?: readonly unknown[];
  /** The page's card when it is shared. A page with a `canonical` address can be shared. */
  share?: Share;
  /** The navigation link that is this page. */
  current?: string;
  /** The navigation link under which this page belongs. */
  within?: string;
  /** The front page: its masthead introduces the publication, and its one action is how to republish. */
  isFront?: boolean;
  /** Set on pages for somebody who is signed in: their name and tabs. */
  tools?: Tools;
  /** Set if search engines must not index the page. */
  isNotFound?: boolean;
  /** The URL of the page's own script. The response must allow it to run. */
  script?: string;
  children?: Child;
};

/** The frame of every page: skip link, masthead, feed autodiscovery and contacts. */
function Page(frame: Frame) {
  const { site, children, tools, isFront = false, current, within } = frame;
  const around = wordsAround(frame);
  return (
    <html lang={around.locale}>
      <Head {...frame} />
      <body>
        <a class="skip" href="#content">
          {around.say("frame.skip")}
        </a>
        {tools ? <ToolsHeader {...tools} site={site} /> : <Masthead {...{ site, isFront, current, within }} />}
        <main id="content" class="wrap" tabindex={-1} lang={langAmong(wordsOf(frame).language, around.language)}>
          {children}
        </main>
        <Footer site={site} words={around} />
      </body>
    </html>
  );
}

/** The words of the frame: on the desk's and publishers' pages, all in English. */
const wordsAround = ({ site, tools }: Frame): Words => (tools ? englishWords(site) : frameWords(site));

const wordsOf = ({ site, words }: Frame): Words => words ?? englishWords(site);

function Head(frame: Frame) {
  const { site, title, description, canonical, newer, older, feeds, licence, script, isNotFound } = frame;
  const { data = [], share = {} } = frame;
  const { origin, masthead } = site;
  const { name, logo } = masthead.publication;
  const language = frame.titleLanguage ?? wordsOf(frame).language;
  const mark = (own: string | undefined) => langAmong(own ?? wordsOf(frame).language, wordsAround(frame).language);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title lang={mark(frame.titleLanguage)}>{title === name ? name : `${title} · ${name}`}</title>
      {isNotFound && <meta name="robots" content="noindex" />}
      {description && <meta name="description" lang={mark(frame.descriptionLanguage)} content={description} />}
      {canonical && <link rel="canonical" href={canonical} />}
      {newer && <link rel="prev" href={newer} />}
      {older && <link rel="next" href={older} />}
      {licence && <link rel="license" href={licence} />}
      <link rel="stylesheet" href="/style.css" />
      {script && <script type="module" src={script} />}
      {canonical && <ShareTags {...{ share, title, description, language, site }} url={canonical} />}
      {data.map((each) => raw(`<script type="application/ld+json">${scriptJson(each)}</script>`))}
      {logo && (
        <>
          <link
            rel="icon"
            type={imageType(logo)}
            sizes={`${logo.width}x${logo.height}`}
            href={imageUrl(origin, logo)}
          />
          <link rel="apple-touch-icon" href={imageUrl(origin, logo)} />
        </>
      )}
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

/** Renders a page as HTML. */
export const page = (frame: Frame): string => `<!DOCTYPE html>\n${(<Page {...frame} />).toString()}\n`;
