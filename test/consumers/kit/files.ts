import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { Client } from "../../../src/cli/client.ts";
import type { IdentifiedArticle } from "../../../src/model/article/article.ts";
import type { RunningWire } from "../takers/life.ts";

/** A story's kit, as files in a folder. */
export type KitFiles = { folder: string; html: string; blocks: string };

/** What every copy must still contain. */
export const KEPT = {
  headline: "Harbour & pier reopen -- at last",
  byline: "By Zoë Łuć-O’Hara",
  credit: "Robin Lens / Agency",
  link: "https://council.example/report?a=1&b=2",
  correction: "The pier, not the quay.",
  origin: "The original article",
};

const IMAGES = new URL("../../../content/images/", import.meta.url).pathname;
const BODY = new URL("../../fixtures/kit/body.html", import.meta.url).pathname;
const ENDINGS = ["docx", "blocks.html", "html", "md", "txt", "json", "xml", "zip"] as const;

/** Publishes a story with every kind of block, two images that may be passed on and one that may not, and downloads its kit. */
export async function takeKit({ origin, token }: RunningWire, folder: string): Promise<KitFiles> {
  const client = new Client({ origin, token });
  const [first, second] = await Promise.all(
    ["agency-file-photo.jpg", "how-a-story-travels.png"].map(async (name) => {
      const bytes = await readFile(IMAGES + name);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      await client.putImage(sha256, bytes);
      return sha256;
    }),
  );
  await client.putArticles([story(first ?? "", second ?? "", await readFile(BODY, "utf8"))]);
  await client.act(ID, "correct", { kind: "correction", note: KEPT.correction, changes: {} });
  await setTimeout(1500);
  await mkdir(folder, { recursive: true });
  const taken = await Promise.all(ENDINGS.map((ending) => take(`${origin}/articles/${ID}/republish.${ending}`)));
  await Promise.all(ENDINGS.map((ending, at) => writeFile(`${folder}/story.${ending}`, taken[at] ?? "")));
  const text = (ending: (typeof ENDINGS)[number]) => String(taken[ENDINGS.indexOf(ending)]);
  return { folder, html: text("html"), blocks: text("blocks.html") };
}

const ID = "consumers-kit";

async function take(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

const story = (first: string, second: string, body: string): IdentifiedArticle => ({
  id: ID,
  headline: KEPT.headline,
  summary: "It reopened & nobody came.",
  authors: ["zoe-luc"],
  section: "world",
  topics: [],
  published: "2026-10-03T09:00:00+09:00",
  status: "usable",
  licence: "cc-by-nd-4.0",
  images: [
    {
      ...{ sha256: first, alt: 'The “harbour” & its "pier"', caption: "At noon, 5 < 6 & so on.", credit: KEPT.credit },
      ...{ owner: "Agency", licence: "cc-by-nd-4.0" },
    },
    { sha256: second, alt: "A drawing", credit: "The Desk", owner: "Agency", licence: "cc-by-nd-4.0" },
  ],
  body: body.replace("{image}", `/images/${first}`),
});
