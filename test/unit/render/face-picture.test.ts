import { expect, test } from "vitest";
import { facePicture } from "../../../src/render/feed/pictures-of.ts";
import type { Site } from "../../../src/render/site.ts";

const PICTURE = { sha256: "a".repeat(64), extension: "jpg", width: 600, height: 800, bytes: 9, alt: "Ann" } as const;
const PUBLICATION = {
  ...{ name: "Test", description: "D.", homePage: "https://www.example.org/", language: "en-US" },
  ...{ timeZone: "Asia/Seoul", licence: "open", sections: {}, topics: {} },
  contacts: { tips: "a@example.org", licensing: "a@example.org" },
};
const site: Site = {
  origin: "https://wire.example.org",
  masthead: {
    publication: PUBLICATION,
    licences: {},
    authors: { ann: { name: "Ann", picture: PICTURE }, bob: { name: "Bob" } },
  },
  access: { kind: "public" },
};

test("an author's picture comes in smaller sizes where there is something to make them", () => {
  const address = `https://wire.example.org/pictures/${PICTURE.sha256}`;
  expect(facePicture("ann", site)).toMatchObject({ url: `${address}.jpg`, sizes: [] });
  expect(facePicture("ann", { ...site, isResizing: true })?.sizes).toEqual([
    { width: 240, url: `${address}-240.webp` },
    { width: 480, url: `${address}-480.webp` },
  ]);
  expect(facePicture("bob", site)).toBeUndefined();
});
