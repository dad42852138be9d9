import { pass } from "./clock.ts";
import { png } from "./png.ts";
import { fill, freshWire, MASTHEAD, publish, publishMasthead, upload } from "./wire.ts";

/** The channels that aren't empty once there is a story of each kind. */
export const CHANNELS = [
  ...["latest", "section/asia", "section/world", "topic/trade", "author/ann", "author/bob"],
  ...["licence/open", "licence/eligible", "licence/reserved"],
];
/** The documents that the validator reads. */
export const DOCUMENTS = [
  ...CHANNELS.flatMap((channel) => [`/feeds/${channel}.rss`, `/feeds/${channel}.atom`]),
  ...["rss", "atom"].map((format) => `/feeds/latest/archive/1.${format}`),
  ...["rss", "atom"].map((format) => `/feeds/section/world/archive/1.${format}`),
  "/withdrawn.atom",
  "/feeds.opml",
];
/**
 * Publishes `older` filler stories and one story of each kind, with an image that must not be passed on, and with markup
 * characters wherever input validation allows them.
 */
export async function everyKind(older = 60): Promise<void> {
  await freshWire();
  const { open } = MASTHEAD.licences;
  await publishMasthead({
    ...MASTHEAD,
    publication: {
      ...MASTHEAD.publication,
      name: "R&D Foundation",
      topics: { ...MASTHEAD.publication.topics, trade: "Q&A <3" },
    },
    licences: {
      ...MASTHEAD.licences,
      open: { ...open, commercial: { resyndication: "deny" }, grant: { territories: ["US", "CA"] } },
    },
  });
  const sha256 = await upload(png(1600, 900, "photo"));
  const about = { alt: "Alt", caption: "1 < 2 & R&1", credit: "C & D", owner: "O & P", licence: "open" };
  const marks = { headline: "Q&1: 1 <3 & 2 > 0", summary: "R&2 & 1 < 2", authors: ["ann", "bob"] };
  if (older > 0) await fill("world", older);
  await publish("full", {
    ...marks,
    images: [{ sha256, ...about }],
    body: `<p>Text.</p><p><img src="/images/${sha256}"></p>`,
  });
  await publish("summary", { ...marks, licence: "eligible" });
  await publish("link", {
    licence: "reserved",
    authors: [],
    holder: "Partner & Co.",
    canonical: "https://partner.example/story?a=1&b=2",
  });
  await publish("ends", { expires: "2027-01-01T00:00:00Z" });
  pass(60);
}
