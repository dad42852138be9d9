import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { door, wire } from "../../src/http/app.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import { KIT_FORMATS } from "../../src/render/kit/formats.ts";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  desk,
  fill,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  publish,
  publishMasthead,
  upload,
} from "../support/wire.ts";

/** One of each: visible in full, as a summary, as a link; never released; and taken back. */
const STORIES = {
  open: { licence: "open", headline: "Open headline", summary: "Open summary.", body: "<p>Open body text.</p>" },
  eligible: {
    licence: "eligible",
    headline: "Eligible headline",
    summary: "Eligible summary.",
    body: "<p>Eligible body text.</p>",
  },
  reserved: {
    licence: "reserved",
    headline: "Reserved headline",
    summary: "Linkonly summary.",
    body: "<p>Linkonly body text.</p>",
    holder: "Partner Paper",
    canonical: "https://partner.example/story",
  },
  embargoed: {
    licence: "open",
    headline: "Embargoed headline",
    summary: "Embargoed summary.",
    body: "<p>Embargoed body.</p>",
    embargo: "2026-12-24T00:00:00Z",
    topics: ["hidden"],
    authors: ["ghost"],
  },
  dated: {
    licence: "open",
    headline: "Embargoed by date",
    summary: "Embargoed by its date.",
    body: "<p>Embargoed.</p>",
    published: "2026-12-24T00:00:00Z",
    topics: ["hidden"],
    authors: ["ghost"],
  },
  held: {
    licence: "open",
    headline: "Withheld headline",
    summary: "Withheld summary.",
    body: "<p>Withheld body.</p>",
    status: "withheld",
    topics: ["hidden"],
    authors: ["ghost"],
  },
  unborn: {
    licence: "open",
    headline: "Unborn headline",
    summary: "Unborn summary.",
    body: "<p>Unborn body.</p>",
    status: "canceled",
    reason: "Unborn reason",
    topics: ["hidden"],
    authors: ["ghost"],
  },
  pulled: { licence: "open", headline: "Pulled headline", summary: "Pulled summary.", body: "<p>Pulled body.</p>" },
  killed: {
    licence: "open",
    headline: "Killed headline",
    summary: "Killed summary.",
    body: "<p>Killed body.</p>",
    authors: ["zed"],
    corrections: [{ at: "2026-05-02T00:00:00Z", note: "Killed note." }],
  },
} as const;

/** Words that must not appear in any byte of a public response; ids of hidden articles are added. */
const HIDDEN_WORDS = [
  "Embargoed",
  "Withheld headline",
  "Withheld summary",
  "Withheld body",
  "Unborn",
  "Pulled",
  "Killed headline",
  "Killed summary",
  "Killed body",
  "Killed note",
  "Gone Photo",
  "Linkonly",
  "Eligible body",
  "Ghost Writer",
  "Hushed",
];
/** The author of the killed story: only its notices name the author, so that whoever has a copy can identify it. */
const SIGNED = "Vanished Author";
const mayName = (path: string) => /^(?:\/licensed)?\/(?:feeds\/|withdrawn\.)/.test(path);
const HIDDEN_IDS = ["embargoed", "dated", "held", "unborn", "pulled"];

const picture = (name: string) => png(1200, 800, name);
const rights = (sha256: string, licence: string, owner: string) => ({
  sha256,
  alt: `Alt of ${owner}`,
  caption: `Caption of ${owner}`,
  credit: `Credit of ${owner}`,
  owner,
  licence,
});

/** Image hashes by name. */
const hashes: Record<string, string> = {};

beforeEach(async () => {
  await freshWire();
  for (const name of ["own", "agency", "members", "secret", "linked", "gone", "logo"])
    hashes[name] = await upload(picture(name));
  const { own = "", agency = "", members = "", secret = "", linked = "", gone = "", logo = "" } = hashes;
  const authors = { ...MASTHEAD.authors, zed: { name: SIGNED } };
  const { open, eligible } = MASTHEAD.licences;
  // Anyone may republish the open stories, so that this test reaches their kits, too.
  const licences = {
    ...MASTHEAD.licences,
    open: { ...open, grant: { republish: "allow" }, eligibility: { who: "anyone" } },
    eligible: { ...eligible, grant: { republish: "allow" } },
  } as const;
  await publishMasthead({
    ...MASTHEAD,
    authors,
    licences,
    publication: { ...MASTHEAD.publication, logo: { sha256: logo, alt: "Logo" } },
  });
  const images = [
    rights(own, "open", "Own Photo"),
    rights(agency, "none", "Wire Agency"),
    rights(members, "eligible", "Members Photo"),
  ];
  const withImages = (text: string) =>
    images.map(({ sha256 }) => `<p><img src="/images/${sha256}"></p>`).join("") +
    text +
    `<p><a href="/images/${agency}.png">the photo</a></p>`;
  for (const [id, story] of Object.entries(STORIES)) {
    const extra = id === "open" || id === "eligible" ? { images, body: withImages(story.body) } : {};
    const hidden = HIDDEN_IDS.includes(id) ? { images: [rights(secret, "open", "Secret Photo")] } : {};
    const link = id === "reserved" ? { images: [rights(linked, "open", "Linked Photo")] } : {};
    const killed = id === "killed" ? { images: [rights(gone, "open", "Gone Photo")] } : {};
    await publish(id, { ...story, ...extra, ...hidden, ...link, ...killed });
  }
  await publish("pulled", { ...STORIES.pulled, status: "withheld", images: [rights(secret, "open", "Secret Photo")] });
  const killed = { ...STORIES.killed, images: [rights(gone, "open", "Gone Photo")] };
  await publish("killed", { ...killed, status: "canceled", reason: "Sourcing error." });
});

const ids = [...Object.keys(STORIES), "none"];
const channels = [
  "latest",
  "section/asia",
  "topic/trade",
  "topic/hidden",
  "author/ann",
  "author/ghost",
  "author/none",
  "licence/open",
  "licence/eligible",
  "licence/reserved",
];

const KIT = "/articles/:id/:file{republish(?:\\.[a-z.]+)?}";
const KIT_FILES = ["", ".zip", ...Object.keys(KIT_FORMATS).map((ending) => `.${ending}`)];

/** Searches for hidden words, in lowercase: a page that repeats the query doesn't contain them as the story does. */
const SEARCHES = [
  "q=embargoed+headline",
  "q=withheld+body",
  "q=unborn+summary",
  "q=pulled+body",
  "q=killed+headline",
  "q=linkonly+body",
  "q=eligible+body+text",
  "q=ghost+writer",
  "q=headline",
  "q=body+text&section=asia",
];

/** Example addresses of every route, including hidden ones. A route that isn't listed fails the test. */
const EXAMPLES: Record<string, () => string[]> = {
  "/": () => ["/"],
  "/sections/:id": () => ["/sections/asia", "/sections/world", "/sections/none"],
  "/sections/:id/pages/:page": () => ["/sections/world/pages/1", "/sections/asia/pages/2"],
  "/topics/:id": () => ["/topics/trade", "/topics/hidden", "/topics/none"],
  "/topics/:id/pages/:page": () => ["/topics/trade/pages/1", "/topics/hidden/pages/1"],
  "/authors/:id": () => ["/authors/ann", "/authors/ghost", "/authors/none"],
  "/authors/:id/pages/:page": () => ["/authors/ann/pages/1", "/authors/ghost/pages/1"],
  "/archive": () => ["/archive"],
  "/archive/:year/:month": () => ["/archive/2026/05", "/archive/2026/12", "/archive/2026/06", "/archive/2026/13"],
  "/about": () => ["/about"],
  "/favicon.ico": () => ["/favicon.ico"],
  "/pictures/:file": () =>
    Object.values(hashes).flatMap((hash) => [`/pictures/${hash}.png`, `/pictures/${hash}-240.webp`]),
  "/sitemap.xml": () => ["/sitemap.xml"],
  "/sitemaps/pages.xml": () => ["/sitemaps/pages.xml"],
  "/sitemaps/:file": () => ["/sitemaps/1.xml", "/sitemaps/2.xml", "/sitemaps/x.xml"],
  "/news-sitemap.xml": () => ["/news-sitemap.xml"],
  "/withdrawn": () => ["/withdrawn", "/withdrawn?cursor=none"],
  "/search": () => ["/search", ...SEARCHES.map((query) => `/search?${query}`)],
  "/v1/search": () => SEARCHES.map((query) => `/v1/search?${query}`),
  "/feeds/search.rss": () => SEARCHES.map((query) => `/feeds/search.rss?${query}`),
  "/feeds/search.atom": () => SEARCHES.map((query) => `/feeds/search.atom?${query}`),
  "/feeds/search.json": () => SEARCHES.map((query) => `/feeds/search.json?${query}`),
  "/apply/find": () => ["/apply/find"],
  "/mail/:token": () => ["/mail/cwmail_nobody"],
  "/look/:token": () => ["/look/nobody"],
  "/applications/:token/ask-owner": () => ["/applications/cwapp_nobody/ask-owner"],
  "/publisher/ask-owner": () => ["/publisher/ask-owner"],
  "/publisher/digest": () => ["/publisher/digest"],
  "/feeds": () => ["/feeds"],
  "/feeds.opml": () => ["/feeds.opml"],
  "/feeds/:file{.+}": () =>
    channels.flatMap((id) => [
      `/feeds/${id}`,
      ...["rss", "atom", "json"].flatMap((format) => [`/feeds/${id}.${format}`, `/feeds/${id}/archive/1.${format}`]),
    ]),
  "/withdrawn.atom": () => ["/withdrawn.atom", "/withdrawn.atom?cursor=none"],
  "/withdrawn.json": () => ["/withdrawn.json", "/withdrawn.json?cursor=none"],
  "/articles/:id": () => ids.map((id) => `/articles/${id}`),
  "/images/:file": () => Object.values(hashes).flatMap((hash) => [`/images/${hash}.png`, `/images/${hash}.jpg`]),
  [KIT]: () => ids.flatMap((id) => KIT_FILES.map((file) => `/articles/${id}/republish${file}`)),
  "/v1/articles/:id/republish": () => ids.map((id) => `/v1/articles/${id}/republish`),
  "/copy.js": () => ["/copy.js"],
  "/leave.js": () => ["/leave.js"],
  "/articles/:id/rsl.xml": () => ids.map((id) => `/articles/${id}/rsl.xml`),
  "/articles/:id/offer.jsonld": () => ids.map((id) => `/articles/${id}/offer.jsonld`),
  "/licences/:id/:file": () =>
    ["open", "eligible", "reserved", "none"].flatMap((id) =>
      ["1", "1.jsonld", "2", "x"].map((file) => `/licences/${id}/${file}`),
    ),
  "/ns": () => ["/ns"],
  "/rsl.xml": () => ["/rsl.xml"],
  "/robots.txt": () => ["/robots.txt"],
  "/.well-known/tdmrep.json": () => ["/.well-known/tdmrep.json"],
  "/licences/:id": () => ["open", "eligible", "reserved", "none"].map((id) => `/licences/${id}`),
  "/.well-known/jwks.json": () => ["/.well-known/jwks.json"],
  "/licensed/:rest{(?:feeds|articles|images)/.+}": () =>
    ids.flatMap((id) => [
      `/licensed/articles/${id}`,
      "/licensed/feeds/latest.rss",
      `/licensed/images/${hashes.members}.png`,
    ]),
  "/licensed/feeds.opml": () => ["/licensed/feeds.opml"],
  "/k/:key/feeds.opml": () => ["/k/cwfeed_nobody/feeds.opml"],
  "/k/:key/:rest{feeds/.+}": () => ["/k/cwfeed_nobody/feeds/latest.rss"],
  "/apply": () => ["/apply"],
  "/applications/:token": () => ["/applications/cwapp_nobody"],
  "/applications/:token/proofs": () => ["/applications/cwapp_nobody/proofs"],
  "/applications/:token/agreements": () => ["/applications/cwapp_nobody/agreements"],
  "/applications/:token/keys": () => ["/applications/cwapp_nobody/keys"],
  "/applications/:token/recalls/:id": () => ["/applications/cwapp_nobody/recalls/killed.2"],
  "/applications/:token/leave": () => ["/applications/cwapp_nobody/leave"],
  "/applications/:token/sign-in": () => ["/applications/cwapp_nobody/sign-in"],
  "/sign-in": () => ["/sign-in", "/sign-in?next=/articles/embargoed/republish"],
  "/sign-in/:token": () => ["/sign-in/cwlink_nobody"],
  "/sign-out": () => ["/sign-out"],
  "/publisher": () => ["/publisher"],
  "/publisher/account": () => ["/publisher/account"],
  "/publisher/address": () => ["/publisher/address"],
  "/publisher/agreements": () => ["/publisher/agreements"],
  "/publisher/delivery": () => ["/publisher/delivery"],
  "/publisher/leave": () => ["/publisher/leave"],
  "/publisher/proofs": () => ["/publisher/proofs"],
  "/publisher/team": () => ["/publisher/team"],
  "/publisher/team/:id/contact": () => ["/publisher/team/none/contact"],
  "/publisher/team/:id/link": () => ["/publisher/team/none/link"],
  "/publisher/team/:id/remove": () => ["/publisher/team/none/remove"],
  "/publisher/team/sessions/:id/end": () => ["/publisher/team/sessions/none/end"],
  "/publisher/recalls/:id": () => ["/publisher/recalls/killed.2"],
  "/publisher/keys": () => ["/publisher/keys"],
  "/publisher/keys/:id/revoke": () => ["/publisher/keys/none/revoke"],
  "/publisher/webhooks": () => ["/publisher/webhooks"],
  "/publisher/webhooks/:id": () => ["/publisher/webhooks/none"],
  "/publisher/webhooks/:id/rotate": () => ["/publisher/webhooks/none/rotate"],
  "/publisher/webhooks/:id/delete": () => ["/publisher/webhooks/none/delete"],
  "/publisher/webhooks/:id/deliveries/:delivery/resend": () => ["/publisher/webhooks/none/deliveries/none/resend"],
  "/v1/applications": () => ["/v1/applications"],
  "/v1/applications/:token": () => ["/v1/applications/cwapp_nobody"],
  "/v1/applications/:token/proofs": () => ["/v1/applications/cwapp_nobody/proofs"],
  "/v1/applications/:token/agreements": () => ["/v1/applications/cwapp_nobody/agreements"],
  "/v1/applications/:token/keys": () => ["/v1/applications/cwapp_nobody/keys"],
  "/v1/publisher": () => ["/v1/publisher"],
  "/v1/publisher/readings": () => ["/v1/publisher/readings"],
  "/v1/publisher/agreements": () => ["/v1/publisher/agreements"],
  "/v1/publisher/keys": () => ["/v1/publisher/keys"],
  "/v1/publisher/keys/:id": () => ["/v1/publisher/keys/none"],
  "/v1/publisher/keys/:id/rotate": () => ["/v1/publisher/keys/none/rotate"],
  "/v1/publisher/people": () => ["/v1/publisher/people"],
  "/v1/publisher/people/:person": () => ["/v1/publisher/people/none"],
  "/v1/publisher/people/:person/sign-in-links": () => ["/v1/publisher/people/none/sign-in-links"],
  "/v1/publisher/todo": () => ["/v1/publisher/todo"],
  "/v1/publisher/recalls": () => ["/v1/publisher/recalls"],
  "/v1/publisher/recalls/:id": () => ["/v1/publisher/recalls/killed.2"],
  "/v1/publisher/webhooks": () => ["/v1/publisher/webhooks"],
  "/v1/publisher/webhooks/:id": () => ["/v1/publisher/webhooks/none"],
  "/v1/publisher/webhooks/:id/rotate": () => ["/v1/publisher/webhooks/none/rotate"],
  "/v1/publisher/webhooks/:id/deliveries": () => ["/v1/publisher/webhooks/none/deliveries"],
  "/v1/publisher/webhooks/:id/deliveries/:delivery/resend": () => [
    "/v1/publisher/webhooks/none/deliveries/none/resend",
  ],
  "/style.css": () => ["/style.css"],
  "/health": () => ["/health"],
  "/openapi.json": () => ["/openapi.json"],
  "/docs": () => ["/docs"],
  "/v1/articles": () => [
    "/v1/articles",
    "/v1/articles?limit=1",
    ...channels.map((id) => `/v1/articles?channel=${id}&from=2000-01-01T00:00:00Z&to=2190-01-01T00:00:00Z`),
  ],
  "/v1/changes": () => ["/v1/changes", "/v1/changes?limit=1", "/v1/changes?after=nothing"],
  "/v1/licences": () => ["/v1/licences"],
  "/v1/licences/:id": () => ["open", "eligible", "reserved", "none"].map((id) => `/v1/licences/${id}`),
  "/v1/licences/:id/:version": () =>
    ["open", "none"].flatMap((id) => ["1", "2", "x"].map((at) => `/v1/licences/${id}/${at}`)),
  "/v1/articles/:id": () => ids.flatMap((id) => [`/v1/articles/${id}`, `/v1/articles/${id}?format=ninjs`]),
};

const routes = () =>
  [...new Set([...wire.routes, ...door.routes].map(({ path }) => path))].filter(
    (path) => !path.endsWith("*") && !/^(\/v1)?\/desk/.test(path),
  );

/** Returns the status, headers and body of a response as one text. */
async function everyByte(path: string, accept: string): Promise<string> {
  const response = await get(path, { Accept: accept });
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return `${response.status}\n${headers}\n${new TextDecoder("latin1").decode(await response.arrayBuffer())}`;
}

describe("nothing hidden leaves", () => {
  test("every route has examples", () => {
    expect(routes().sort()).toEqual(Object.keys(EXAMPLES).sort());
  });

  test("a walk over every route finds no hidden id, word, text or image", { timeout: 120_000 }, async () => {
    const names = ["agency", "members", "secret", "linked", "gone"];
    const unseen = names.map((name) => hashes[name] ?? "");
    // Fills the archive, so that its first page has the first stories.
    await fill("world", 60);
    expect((await get("/feeds/latest/archive/1.rss")).status).toBe(200);
    const bytes = names.map((name) => new TextDecoder("latin1").decode(picture(name)));
    for (const path of routes().flatMap((route) => EXAMPLES[route]?.() ?? [])) {
      for (const accept of ["*/*", "text/html"]) {
        const answer = await everyByte(path, accept);
        for (const word of [...HIDDEN_WORDS, ...unseen, ...bytes]) {
          // The request's own words don't appear in any response either: a 404 doesn't repeat its address.
          expect(answer.includes(word), `${path} (${accept}) has "${word}"`).toBe(false);
        }
        expect(answer.includes(SIGNED) && !mayName(path), `${path} (${accept}) names who signed it`).toBe(false);
        for (const id of HIDDEN_IDS) expect(answer, `${path} has ${id}`).not.toMatch(new RegExp(`/${id}\\b|"${id}"`));
      }
    }
  });

  test("of a killed story nothing but the notice is left, for a reader who has everything licensed either", async () => {
    await fill("world", 60);
    const gone = [...HIDDEN_WORDS.filter((word) => /^(Killed|Gone)/.test(word)), hashes.gone ?? ""];
    const routesOf = ["/feeds/:file{.+}", "/articles/:id", "/images/:file", "/v1/articles", "/v1/articles/:id", KIT];
    for (const path of routesOf.flatMap((route) => EXAMPLES[route]?.() ?? [])) {
      const response = await getLicensed(path, ["open", "eligible", "reserved"]);
      const answer = new TextDecoder("latin1").decode(await response.arrayBuffer());
      for (const word of gone) expect(answer.includes(word), `${path} has "${word}"`).toBe(false);
      expect(answer.includes(SIGNED) && !mayName(path), `${path} names who signed it`).toBe(false);
    }
    for (const path of [
      "/feeds/latest.rss",
      "/feeds/latest.atom",
      "/feeds/latest.json",
      "/withdrawn.atom",
      "/withdrawn.json",
    ])
      expect(await (await get(path)).text()).toContain("Sourcing error.");
  });

  test("hidden, unknown and misspelt answer the same", async () => {
    const answers = await Promise.all(
      ["embargoed", "held", "unborn", "pulled", "none", "NONE", "%00"].map((id) => everyByte(`/articles/${id}`, "*/*")),
    );
    expect(new Set(answers).size).toBe(1);
    const feeds = await Promise.all(
      ["author/ghost", "author/none", "topic/hidden", "topic/none"].map((id) => everyByte(`/feeds/${id}.rss`, "*/*")),
    );
    expect(new Set(feeds).size).toBe(1);
  });

  test("a hidden publish changes no ETag and no date of anything public", async () => {
    const paths = [
      "/",
      "/feeds",
      "/feeds.opml",
      "/feeds/latest.rss",
      "/feeds/section/asia.json",
      "/v1/articles",
      "/v1/changes",
      "/articles/open",
    ];
    const tags = () =>
      Promise.all(
        paths.map(async (path) =>
          ((response) => [response.headers.get("ETag"), response.headers.get("Last-Modified")])(await get(path)),
        ),
      );
    const before = await tags();
    await publish("another", { embargo: "2027-01-01T00:00:00Z", headline: "Later" });
    await publish("embargoed", { ...STORIES.embargoed, headline: "Embargoed headline, edited" });
    expect(await tags()).toEqual(before);
  });
});

describe("what may be seen is seen", () => {
  test("the public gets what each licence's public clause says", async () => {
    const { articles } = await (await get("/v1/articles")).json<{
      articles: { slug: string; summary?: string; body?: string; metadata: { shows: string } }[];
    }>();
    const seen = Object.fromEntries(
      articles.map(({ slug, summary, body, metadata }) => [
        slug,
        [metadata.shows, summary, body?.includes("body text")],
      ]),
    );
    expect(seen).toEqual({
      open: ["full", "Open summary.", true],
      eligible: ["summary", "Eligible summary.", undefined],
      reserved: ["link", undefined, undefined],
    });
  });

  test("licensed access gets the full text of its licences, with the credit block, and nothing more of the others", async () => {
    for (const format of ["rss", "atom", "json"]) {
      const text = await (await getLicensed(`/feeds/latest.${format}`, ["eligible"])).text();
      expect(text).toContain("Eligible body text");
      expect(text).toContain("By Ann Author, Test Foundation. First published by");
      expect(text).not.toContain("Linkonly");
      for (const word of ["Embargoed", "Withheld headline", "Pulled", "Killed"]) expect(text).not.toContain(word);
    }
    expect(await (await getLicensed("/feeds/latest.rss", ["reserved"])).text()).toContain("Linkonly body text");
    expect(await (await getLicensed("/feeds/latest.rss", ["none"])).text()).not.toContain("Eligible body");
  });

  test("an image leaves with credit where its licence covers it; a note names the owner where it doesn't", async () => {
    const open = await (await get("/articles/open")).text();
    expect(open).toContain(`/images/${hashes.own}.png`);
    expect(open).toContain("Credit of Own Photo");
    expect(open).toContain("[Image not included: it belongs to Wire Agency and isn’t licensed with this story.]");
    expect(open).not.toContain("Caption of Wire Agency");
    expect((await get(`/images/${hashes.own}.png`)).headers.get("Content-Type")).toBe("image/png");
    expect((await get(`/images/${hashes.logo}.png`)).status).toBe(200);
    for (const name of ["agency", "members", "secret", "linked"])
      await expectProblem(await get(`/images/${hashes[name]}.png`), 404, "not-found");
    expect((await getLicensed(`/images/${hashes.members}.png`, ["eligible"])).status).toBe(200);
    expect((await getLicensed(`/images/${hashes.agency}.png`, ["eligible", "open"])).status).toBe(404);
  });

  test("the image stays only while an article uses it that this access sees", async () => {
    const hash = await sha256Hex(picture("own"));
    expect((await get(`/images/${hash}.png`)).status).toBe(200);
    for (const id of ["open", "eligible"] as const) await publish(id, { ...STORIES[id], status: "withheld" });
    await expectProblem(await get(`/images/${hash}.png`), 404, "not-found");
  });

  test("an image that no article shows any more is gone, though nothing else changed, and though a hidden one uses it", async () => {
    await publish("other", { headline: "Other" });
    const own = hashes.own ?? "";
    const image = `/images/${own}.png`;
    for (const id of ["eligible", "open"] as const)
      await publish(id, { ...STORIES[id], images: [rights(own, "open", "Own Photo")] });
    await publishMasthead();
    pass(2);
    expect((await get(image)).status).toBe(200);
    await publish("embargoed", { ...STORIES.embargoed, images: [rights(own, "open", "Own Photo")] });
    for (const id of ["eligible", "open"] as const) {
      await publish(id, { ...STORIES[id], images: [rights(own, "none", "Own Photo")] });
      await publish(id, STORIES[id]);
    }
    await expectProblem(await get(image), 404, "not-found");
  });

  test("a hidden publish moves no image", async () => {
    const image = `/images/${hashes.own}.png`;
    pass(60);
    const before = (await get(image)).headers;
    pass(60);
    await publish("embargoed", { ...STORIES.embargoed, images: [rights(hashes.own ?? "", "open", "Own Photo")] });
    const after = (await get(image)).headers;
    expect([after.get("ETag"), after.get("Last-Modified")]).toEqual([before.get("ETag"), before.get("Last-Modified")]);
  });

  test("an image goes where its own licence goes, and none where the article's licence lets none go", async () => {
    const image = `/images/${hashes.own}.png`;
    const { open, eligible } = MASTHEAD.licences;
    // The same publication and logo, so that only the license changes.
    const publication = { ...MASTHEAD.publication, logo: { sha256: hashes.logo ?? "", alt: "Logo" } };
    const masthead = { ...MASTHEAD, publication };
    await publish("open", STORIES.open);
    expect((await get(image)).status).toBe(200);
    await publishMasthead({
      ...masthead,
      licences: { ...MASTHEAD.licences, open: { ...open, publicText: "summary" } },
    });
    await expectProblem(await get(image), 404, "not-found");
    expect(await (await get("/feeds/latest.json")).text()).not.toContain(hashes.own);
    await publishMasthead({
      ...masthead,
      licences: { ...MASTHEAD.licences, eligible: { ...eligible, assets: { images: "none" } } },
    });
    await expectProblem(await get(image), 404, "not-found");
    expect((await getLicensed(image, ["eligible", "open"])).status).toBe(404);
  });

  test("a body that may not leave is not even read", async () => {
    const read: string[] = [];
    const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
    const { all } = statement;
    const spy = vi.spyOn(statement, "all").mockImplementation(async function (this: D1PreparedStatement) {
      const result = await all.call(this);
      read.push(JSON.stringify(result.results));
      return result;
    });
    isolate.reset();
    await get("/feeds/latest.atom");
    spy.mockRestore();
    expect(read.join("")).toContain("Open body text");
    expect(read.join("")).not.toMatch(/Eligible body text|Linkonly body text/);
  });

  test("a killed article answers 410 with the reason, in every form", async () => {
    expect((await expectProblem(await get("/articles/killed"), 410, "gone")).detail).toBe("Sourcing error.");
    await expectProblem(await get("/v1/articles/killed"), 410, "gone");
    const page = await get("/articles/killed", { Accept: "text/html" });
    expect([page.status, page.headers.get("Content-Type")]).toEqual([410, "text/html; charset=utf-8"]);
    const told = await page.text();
    expect(told).toContain("This story was withdrawn");
    expect(told).toMatch(/withdrew it on <time datetime="2026-06-01T[\d:]+-04:00">Jun 1, 2026/);
    expect(told).toContain("Sourcing error.");
    expect(told).toContain(
      'Please take it down now, wherever you published it. <a href="/publisher">Sign in</a> to see',
    );
    expect(told).not.toContain("Killed");
  });

  test("a withheld article comes back when it is usable again", async () => {
    await publish("pulled", STORIES.pulled);
    expect((await get("/articles/pulled")).status).toBe(200);
    expect((await desk("GET", "/articles")).status).toBe(200);
  });
});
