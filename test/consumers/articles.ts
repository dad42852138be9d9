import type { IdentifiedArticle } from "../../src/model/article/article.ts";
import type { Author } from "../../src/model/author.ts";

// Content that a newsroom may legitimately publish and that breaks a careless feed or reader.

/** Names that would end a tag, an attribute, an email address or a list if they weren't escaped. */
export const AUTHORS: Record<string, Author> = {
  "ampersand-house": { name: 'Smith & Sons, "Desk" <3 wire>', affiliation: "Smith & Sons" },
  maryam: { name: "مريم الخطيب" },
  miles: { name: "Miles O'Brien" },
  "zoe-luc": { name: "Zoë Łuć-O’Hara" },
};

const LONG = "Every sentence of this summary counts & none is cut, <3 not even> this one. ".repeat(25).trim();

const article = (id: string, minute: number, more: Partial<IdentifiedArticle> & { headline: string }) => ({
  id: `consumers-${id}`,
  summary: `What the story “${id}” says in one plain line.`,
  authors: ["zoe-luc"],
  section: "world",
  topics: [],
  published: `2026-10-03T0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}:07+09:00`,
  status: "usable" as const,
  licence: "cc-by-nd-4.0",
  images: [],
  body: `<p>The body of <em>${id}</em>.</p>`,
  ...more,
});

export const ARTICLES: IdentifiedArticle[] = [
  article("cdata", 1, {
    headline: "One ]]> and another ]]> in a headline",
    summary: "A summary with ]]> in it, and ]]>]]> twice more.",
    body: "<p>A body with ]]&gt; and ]]&gt;.</p><pre><code>&lt;![CDATA[x]]&gt; &amp;amp;</code></pre>",
  }),
  article("markup", 2, {
    headline: "Why <3 isn’t bold, 1 < 2 > 0, and \"a\" & 'b'",
    summary: "Marks as < b > text < /b >, and a < script >alert(1)< /script > that is only quoted.",
  }),
  article("entity", 3, {
    headline: "What & amp; and & lt;b& gt; and & #38; mean",
    summary: "It is & amp; that we mean, not the character; & nbsp; too.",
  }),
  article("ampersand", 13, { headline: 'AT&T, Q&A and R & D: Smith & Sons\' "copy" desk' }),
  article("emoji", 4, { headline: "Emoji 🗞️👩🏽‍💻🇰🇷 and 𝒜stral letters", authors: ["zoe-luc", "maryam"] }),
  article("rtl", 5, {
    headline: "عاجل: الصحيفة تنشر تقريرها «مجاناً» (AP) — שלום",
    summary: "ملخص قصير بالعربية مع Latin في الوسط.",
    authors: ["maryam"],
    language: "ar",
    body: '<p dir="rtl">نص المقال.</p>',
  }),
  article("authors", 6, {
    headline: "Three people and a house sign one story",
    authors: ["ampersand-house", "maryam", "zoe-luc", "miles"],
  }),
  article("unsigned", 7, { headline: "A story that nobody signs", authors: [], holder: "Partner & Co. <3 wire>" }),
  article("long", 8, { headline: `A headline of three hundred characters: ${"long ".repeat(51)}end`, summary: LONG }),
  article("summary-only", 9, { headline: "A story whose text stays here", licence: "free-republication" }),
  article("link-only", 10, {
    headline: "A story that ran elsewhere first",
    licence: "all-rights-reserved",
    canonical: "https://partner.example.org/story?a=1&b=%22two%22&c='three'#part",
  }),
  article("corrected", 11, {
    headline: "A story with a later change",
    authors: ["miles"],
    updated: "2026-10-05T12:00:00Z",
  }),
  article("before-1970", 12, { headline: "From the archive: people on the moon", published: "1969-07-20T20:17:40Z" }),
];
