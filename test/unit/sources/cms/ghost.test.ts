import { expect, test } from "vitest";
import { readBody, withImages } from "../../../../src/sources/cms/body.ts";
import { among, apiAddress, rootOf, since } from "../../../../src/sources/cms/ghost/address.ts";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";

const URL_ = "https://paper.example/story/";

/** Each card as Ghost 6.65 writes it (without style attributes and drawings), the published text, and the warnings. */
const CARDS: [name: string, html: string, published: string, told: string[]][] = [
  [
    "image",
    '<figure class="kg-card kg-image-card kg-card-hascaption"><img src="/content/images/a.png" class="kg-image" alt="Boats" srcset="/size/w600/a.png 600w"><figcaption>Boats at dawn</figcaption></figure>',
    "",
    [],
  ],
  [
    "gallery",
    '<figure class="kg-card kg-gallery-card kg-width-wide"><div class="kg-gallery-container"><div class="kg-gallery-row"><div class="kg-gallery-image"><img src="/1.png" alt=""></div><div class="kg-gallery-image"><img src="/2.png" alt=""></div></div></div><figcaption>Two boats</figcaption></figure>',
    "",
    [],
  ],
  [
    "bookmark",
    '<figure class="kg-card kg-bookmark-card kg-card-hascaption"><a class="kg-bookmark-container" href="https://other.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Other page</div><div class="kg-bookmark-description">What it says</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://other.example/i.png" alt=""><span class="kg-bookmark-author">Other</span></div></div><div class="kg-bookmark-thumbnail"><img src="https://other.example/t.png" alt=""></div></a><figcaption>Read this</figcaption></figure>',
    '<figure><p><a href="https://other.example/x">Other page</a></p><p>What it says</p><p>Other</p><figcaption>Read this</figcaption></figure>',
    [],
  ],
  [
    "NFT of an older Ghost",
    '<figure class="kg-card kg-embed-card kg-nft-card"><a href="https://market.example/1" class="kg-nft-card-container"><img class="kg-nft-image" src="https://market.example/1.png"><div class="kg-nft-metadata"><div class="kg-nft-header"><h4 class="kg-nft-title">Number one</h4></div></div></a></figure>',
    '<h4><a href="https://market.example/1">Number one</a></h4>',
    [],
  ],
  [
    "embed",
    '<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/abc" title="Council"></iframe><figcaption>The meeting</figcaption></figure>',
    '<figure><p><a href="https://www.youtube.com/embed/abc">Council (youtube.com)</a></p><figcaption>The meeting</figcaption></figure>',
    ["replaced iframe embed"],
  ],
  [
    "callout",
    '<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-text">Call the <b><strong>hotline</strong></b></div></div>',
    "<blockquote>Call the <b><strong>hotline</strong></b></blockquote>",
    [],
  ],
  [
    "toggle",
    '<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text"><span>What is a levy?</span></h4><button class="kg-toggle-card-icon" aria-label="Expand"><svg viewBox="0 0 24 24"><path d="M1"></path></svg></button></div><div class="kg-toggle-content"><p>A kind of tax.</p></div></div>',
    "<h4>What is a levy?</h4><p>A kind of tax.</p>",
    [],
  ],
  [
    "audio",
    '<div class="kg-card kg-audio-card"><img src="/t.png" alt="audio-thumbnail" class="kg-audio-thumbnail"><div class="kg-audio-player-container"><audio src="https://cdn.example/a.mp3"></audio><div class="kg-audio-title">Interview</div><div class="kg-audio-player"><span class="kg-audio-current-time">0:00</span></div></div></div>',
    '<p><a href="https://cdn.example/a.mp3">Audio (cdn.example)</a></p><p>Interview</p>',
    ["replaced audio media", "removed div card"],
  ],
  [
    "video",
    '<figure class="kg-card kg-video-card"><div class="kg-video-container"><video src="https://cdn.example/v.mp4"></video><div class="kg-video-player-container"><span>0:12</span></div></div><figcaption>A video</figcaption></figure>',
    '<figure><p><a href="https://cdn.example/v.mp4">Video (cdn.example)</a></p><figcaption>A video</figcaption></figure>',
    ["replaced video media", "removed div card"],
  ],
  [
    "file",
    '<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="https://cdn.example/r.pdf" download=""><div class="kg-file-card-contents"><div class="kg-file-card-title">The report</div></div><div class="kg-file-card-icon"><svg viewBox="0 0 24 24"></svg></div></a></div>',
    '<p><a href="https://cdn.example/r.pdf">The report</a></p>',
    [],
  ],
  [
    "product",
    '<div class="kg-card kg-product-card"><div class="kg-product-card-container"><img src="/p.png"><h4>A book</h4><a href="https://shop.example/b">Buy</a></div></div>',
    "",
    ["removed div card"],
  ],
  [
    "header",
    '<div class="kg-card kg-header-card kg-v2"><picture><img class="kg-header-card-image" src="/h.png" alt=""></picture><div class="kg-header-card-content"><div class="kg-header-card-text"><h2 class="kg-header-card-heading">Part two</h2><p class="kg-header-card-subheading">What came next</p></div></div></div>',
    "<h2>Part two</h2><p>What came next</p>",
    [],
  ],
  [
    "signup",
    '<div class="kg-card kg-signup-card" style="display: none;"><h2>Sign up</h2><form><input type="email"><button>Subscribe</button></form></div>',
    "",
    ["removed div hidden"],
  ],
  [
    "call to action",
    '<div class="kg-card kg-cta-card"><div class="kg-cta-content"><p>Join us</p><a href="https://x.example/">More</a></div></div>',
    "",
    ["removed div card"],
  ],
  [
    "button",
    '<div class="kg-card kg-button-card"><a href="https://donate.example/" class="kg-btn">Donate</a></div>',
    '<p><a href="https://donate.example/">Donate</a></p>',
    [],
  ],
  [
    "call to action in an email",
    '<div class="kg-card kg-email-cta-card"><p>Only in mail</p></div>',
    "",
    ["removed div card"],
  ],
  [
    "HTML",
    "<!--kg-card-begin: html--><script>x()</script><div>Shown</div><!--kg-card-end: html-->",
    "<p>Shown</p>",
    ["removed script code"],
  ],
  ["paywall of a public post", "<p>Free.</p><!--members-only--><p>Also free.</p>", "<p>Free.</p><p>Also free.</p>", []],
];

test.each(CARDS)(
  "the card %s is published as far as it is the story's, and the rest is told",
  (_, html, published, told) => {
    const cut = withImages(`<p>Before.</p>${html}<p>After.</p>`, URL_, () => undefined);
    const cleaned = cleanHtml(cut, { origin: "https://wire.example", base: URL_, cms: "ghost" });
    expect(cleaned.ok ? cleaned.body.join("").replace(/>\s+</g, "><") : cleaned).toBe(
      `<p>Before.</p>${published}<p>After.</p>`,
    );
    expect(cleaned.warnings.map(({ action, element, reason }) => `${action} ${element} ${reason}`)).toEqual(told);
  },
);

test("pictures of cards are no pictures of the story", () => {
  const ofCard = CARDS.flatMap(([name, html]) =>
    readBody(html, URL_, []).images.map(({ isOfCard }) => [name, isOfCard]),
  );
  expect(ofCard).toEqual([
    ...[
      ["image", false],
      ["gallery", false],
      ["gallery", false],
    ],
    ...["bookmark", "bookmark", "NFT of an older Ghost", "audio", "product", "header"].map((name) => [name, true]),
  ]);
});

test.each([
  ["https://paper.example/", "https://paper.example/ghost/api/content/"],
  ["https://paper.example/blog/", "https://paper.example/blog/ghost/api/content/"],
  ["https://paper.ghost.example/ghost/", "https://paper.ghost.example/ghost/api/content/"],
])("the API of %s is at %s", (site, root) => expect(rootOf(site)).toBe(root));

test("what is asked is as Ghost's filters read it", () => {
  expect(since("updated_at", "2026-06-01T12:00:00Z")).toEqual({ filter: "updated_at:>'2026-06-01 12:00:00'" });
  expect(among(["6b0967", "123456"])).toEqual({ filter: "id:['6b0967','123456']" });
  const address = new URL(apiAddress("https://paper.example/ghost/api/content/", "posts", "k", among(["6b"])));
  expect([address.pathname, address.searchParams.get("filter")]).toEqual(["/ghost/api/content/posts/", "id:['6b']"]);
});
