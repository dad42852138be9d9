const item = (inside: string) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><link>https://a.example/</link><description>D</description><language>en</language><atom:link rel="self" href="https://a.example/f"/><item><title>T</title><guid>https://a.example/1</guid><description>D</description>\n${inside}</item></channel></rss>`;
const media = (inside: string) =>
  item(`<media:content url="https://a.example/i.png" type="image/png" fileSize="1">${inside}</media:content>`);

/** Documents by name, with the validator's complaints about each. */
export const VALIDATOR_CASES: [name: string, xml: string, complaints: string[]][] = [
  ["a valid item", item(""), []],
  [
    "media:license",
    media('<media:license href="https://a.example/l">L</media:license>'),
    ["undefined: media:content/media:license", "unexpected attribute: media:license/@href"],
  ],
  [
    "media:status",
    item('<media:status state="deleted"/>'),
    ["undefined: item/media:status", "unexpected attribute: media:status/@state"],
  ],
  [
    "media:restriction of sharing",
    media('<media:restriction relationship="deny" type="sharing"/>'),
    ["type of media:restriction: sharing"],
  ],
  [
    "a foreign element in media:content",
    media('<x:licence xmlns:x="https://a.example/ns#" href="l">L</x:licence>'),
    [],
  ],
  [
    "cc for another namespace",
    item('<cc:x xmlns:cc="http://creativecommons.org/ns#"/>'),
    ["prefix cc for http://creativecommons.org/ns#"],
  ],
  ["marks in CDATA", item("<category><![CDATA[R&1]]></category>"), ["marks in category: R&1"]],
  ["numbered marks", item("<category>R&#x26;1</category>"), []],
  [
    "HTML in a caption",
    media("<media:description>&lt;b>x&lt;/b></media:description>"),
    ["HTML in media:description: <b>x</b>"],
  ],
  ["HTML in a caption that says so", media('<media:description type="html">&lt;b>x&lt;/b></media:description>'), []],
  [
    "an entry without text",
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.example/f</id><title>T</title><updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author><entry><id>https://a.example/1</id><title>T</title><updated>2026-01-01T00:00:00Z</updated></entry></feed>',
    ["missing: text of an entry"],
  ],
  [
    "an outline without a title",
    '<opml version="2.0"><head/><body><outline text="T" type="rss" xmlUrl="https://a.example/f"/></body></opml>',
    ["missing: outline/@title"],
  ],
  [
    "a relative address in an outline",
    '<opml version="2.0"><head/><body><outline text="T" title="T" type="rss" xmlUrl="feeds/f"/></body></opml>',
    ["address: feeds/f"],
  ],
];
