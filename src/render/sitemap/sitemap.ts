import { element, textElement } from "../feed/xml.ts";

// The protocol of https://www.sitemaps.org/protocol.html, version 0.9.

/** A page that search engines may read, and when it last changed, UTC to the second. */
export type SitemapEntry = { url: string; modified?: string };

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

const entry = (name: string, { url, modified }: SitemapEntry): string =>
  element(name, {}, textElement("loc", url) + (modified === undefined ? "" : textElement("lastmod", modified)));

/** Renders a sitemap: a list of pages. */
export const renderSitemap = (entries: readonly SitemapEntry[]): string =>
  `${DECLARATION}\n${element("urlset", { xmlns: NAMESPACE }, entries.map((each) => entry("url", each)).join(""))}\n`;

/** Renders the list of sitemaps. */
export const renderSitemapIndex = (entries: readonly SitemapEntry[]): string =>
  `${DECLARATION}\n${element("sitemapindex", { xmlns: NAMESPACE }, entries.map((each) => entry("sitemap", each)).join(""))}\n`;

/** A recent story for the news sitemap. */
export type NewsEntry = { url: string; headline: string; language: string; published: string };

const NEWS = "http://www.google.com/schemas/sitemap-news/0.9";

/** Renders Google's news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. */
export function renderNewsSitemap(entries: readonly NewsEntry[], publication: string): string {
  const urls = entries.map(({ url, headline, language, published }) => {
    const source = textElement("news:name", publication) + textElement("news:language", newsLanguage(language));
    const news =
      element("news:publication", {}, source) +
      textElement("news:publication_date", published) +
      textElement("news:title", headline);
    return element("url", {}, textElement("loc", url) + element("news:news", {}, news));
  });
  return `${DECLARATION}\n${element("urlset", { xmlns: NAMESPACE, "xmlns:news": NEWS }, urls.join(""))}\n`;
}

/** ISO 639: two or three letters. For Chinese, Google also requires the script. */
function newsLanguage(language: string): string {
  const { language: code, script } = new Intl.Locale(language).maximize();
  if (code !== "zh") return code ?? language;
  return script === "Hant" ? "zh-tw" : "zh-cn";
}
