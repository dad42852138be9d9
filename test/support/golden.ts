import type { BuildKind } from "../../src/render/build.ts";

/** The golden files of each kind: the file name, and the address of its output. */
export const OUTPUTS: Record<BuildKind, Record<string, string>> = {
  feeds: {
    "latest.rss": "/feeds/latest.rss",
    "latest.atom": "/feeds/latest.atom",
    "latest.json": "/feeds/latest.json",
    "feeds.opml": "/feeds.opml",
    "articles.json": "/v1/articles",
    "article.json": "/v1/articles/full",
    "article-ninjs.json": "/v1/articles/full?format=ninjs",
    "article-rsl.xml": "/articles/full/rsl.xml",
    "rsl.xml": "/rsl.xml",
    "robots.txt": "/robots.txt",
    "licence.jsonld": "/licences/open/1.jsonld",
  },
  pages: {
    "home.html": "/",
    "feeds.html": "/feeds",
    "docs.html": "/docs",
    "article-full.html": "/articles/full",
    "article-summary.html": "/articles/summary",
    "article-link.html": "/articles/link",
    "licence.html": "/licences/open",
    "ns.html": "/ns",
    "style.css": "/style.css",
  },
  description: { "openapi.json": "/openapi.json" },
};

/** The approximate length of a line of JSON, in characters. */
const WIDTH = 160;

/** Formats an output so that diffs are readable: JSON is indented, each element of markup and each CSS rule starts a line. */
export function readable(body: string, mediaType: string): string {
  if (/\bjson\b/.test(mediaType)) return `${indentJson(JSON.parse(body))}\n`;
  return /\b(html|xml|css)\b/.test(mediaType) ? `${body.replaceAll(/>(?=<)|\}(?=[^}\s])/g, "$&\n").trimEnd()}\n` : body;
}

/** Indents JSON with a line for each member, unless a value fits on one line. */
function indentJson(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((each) => indentJson(each, inner))
    : Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${indentJson(each, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${members.map((member) => inner + member).join(",\n")}\n${indent}${close}`;
}
