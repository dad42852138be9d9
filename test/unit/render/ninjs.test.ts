import fc from "fast-check";
import { expect, test } from "vitest";
import type { Version } from "../../../src/model/article/article.ts";
import { completeLicence } from "../../../src/model/licence/licence.ts";
import { itemOf } from "../../../src/render/feed/item-of.ts";
import { ninjs } from "../../../src/render/ninjs/ninjs.ts";
import type { Site } from "../../../src/render/site.ts";
import { anyGoodLicence, anyLastingTightening } from "../../support/licences.ts";
import { ninjsMistakes } from "../../support/ninjs.ts";

const IMAGE = {
  sha256: "a".repeat(64),
  extension: "png",
  width: 1200,
  height: 800,
  bytes: 4000,
  alt: "The harbour",
  credit: "A. Photographer",
  owner: "Test Foundation",
  licence: "mine",
} as const;

const STORY: Version = {
  id: "harbour",
  headline: "Harbour reopens",
  summary: "It reopened.",
  authors: ["ann"],
  section: "asia",
  topics: ["trade"],
  published: "2026-05-01T09:00:00+09:00",
  status: "usable",
  licence: "mine",
  canonical: "https://elsewhere.example/harbour",
  partners: ["The Harbour Post"],
  corrections: [{ at: "2026-05-02T09:00:00+09:00", kind: "clarification", note: "The pier, not the quay." }],
  images: [IMAGE, { ...IMAGE, sha256: "b".repeat(64), caption: "At night", licence: "none" }],
  version: 3,
  released: "2026-05-01T00:00:00Z",
  publishedAt: "2026-05-01T00:00:00Z",
  modifiedAt: "2026-05-02T00:00:00Z",
};

const site = (licence: Parameters<typeof completeLicence>[0] & { text: string }): Site => ({
  origin: "https://wire.example.org",
  masthead: {
    publication: {
      name: "Test Foundation",
      description: "For tests.",
      homePage: "https://www.example.org/",
      language: "en-US",
      timeZone: "America/New_York",
      contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
      licence: "mine",
      sections: { asia: "Asia" },
      topics: { trade: "Trade" },
    },
    authors: { ann: { name: "Ann Author" } },
    licences: { mine: { ...completeLicence(licence), version: 2, hash: "0", since: "2026-01-01T00:00:00Z" } },
  },
  access: { kind: "public" },
});

test("whatever the licence and however the article narrows it, ninjs is what IPTC's schema takes, and only what may leave is in it", () => {
  fc.assert(
    fc.property(anyGoodLicence, anyLastingTightening, fc.boolean(), (licence, tightening, isSigned) => {
      const here = site(licence);
      const story = { ...STORY, ...tightening, authors: isSigned ? ["ann"] : [], body: ["<p>The body.</p>"] };
      const item = itemOf(story, here);
      expect(item).toBeDefined();
      const document = item && ninjs(item, here);
      expect(ninjsMistakes(document)).toEqual([]);
      const text = JSON.stringify(document);
      expect(text.includes("The body.")).toBe(licence.publicText === "full" && !tightening.exclude);
      expect(text).not.toContain("b".repeat(64));
      expect(document && "edNote" in document).toBe(licence.publicText !== "link" && !tightening.exclude);
      expect(document).toMatchObject({
        representationType: text.includes("The body.") ? "full" : "partial",
        pubStatus: "usable",
        version: "3",
      });
    }),
  );
});

test("the validator refuses what the schema doesn't know", () => {
  expect(ninjsMistakes({ uri: "https://wire.example.org/articles/x" })).toEqual([]);
  expect(ninjsMistakes({ uri: "https://wire.example.org/articles/x", pubstatus: "usable" })).toHaveLength(1);
  expect(ninjsMistakes({ uri: "https://wire.example.org/articles/x", pubStatus: "killed" })).toHaveLength(1);
  expect(ninjsMistakes({ type: "text" })).toHaveLength(1);
});
