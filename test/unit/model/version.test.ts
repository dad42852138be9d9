import { describe, expect, test } from "vitest";
import type { Article } from "../../../src/model/article/article.ts";
import { timeVersion, timingMistakes } from "../../../src/model/article/version.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const article = (changes: Partial<Article> = {}): Article => ({
  id: "a",
  headline: "A",
  summary: "A.",
  authors: [],
  section: "asia",
  topics: [],
  published: "2026-05-01T09:00:00+09:00",
  status: "usable",
  licence: "open",
  images: [],
  ...changes,
});
const RELEASED = {
  version: 3,
  status: "usable" as const,
  released: "2026-05-02T00:00:00Z",
  publishedAt: "2026-05-01T00:00:00Z",
  modifiedAt: "2026-05-03T00:00:00Z",
  published: "2026-05-01T09:00:00+09:00",
};

describe("a first version", () => {
  test.each([
    [
      "bears the author's date",
      {},
      { releaseAt: "2026-05-01T00:00:00Z", released: "2026-06-01T12:00:00Z", modified: "2026-05-01T00:00:00Z" },
    ],
    ["and the author's date of change", { updated: "2026-05-01T02:00:00Z" }, { modified: "2026-05-01T02:00:00Z" }],
    ["but no date of change in the future", { updated: "2027-01-01T00:00:00Z" }, { modified: "2026-06-01T12:00:00Z" }],
    [
      "waits for its embargo, and then bears it",
      { embargo: "2026-07-01T00:00:00Z" },
      { releaseAt: "2026-07-01T00:00:00Z", released: null, modified: "2026-07-01T00:00:00Z" },
    ],
    [
      "waits for its date",
      { published: "2026-07-01T00:00:00Z" },
      { releaseAt: "2026-07-01T00:00:00Z", released: null },
    ],
    ["isn't released while withheld", { status: "withheld" as const }, { released: null }],
    ["or killed", { status: "canceled" as const }, { released: null }],
  ])("%s", (_, changes, expected) =>
    expect(timeVersion(undefined, article(changes), NOW)).toMatchObject({ version: 1, ...expected }),
  );
});

describe("a later version", () => {
  test.each([
    [
      "counts on, keeps its release, and is modified now",
      {},
      {
        version: 4,
        released: "2026-05-02T00:00:00Z",
        releaseAt: "2026-05-01T00:00:00Z",
        modified: "2026-06-01T12:00:00Z",
      },
    ],
    [
      "or when the author says, if that is later than before",
      { updated: "2026-05-20T00:00:00Z" },
      { modified: "2026-05-20T00:00:00Z" },
    ],
    ["never earlier than before", { updated: "2026-05-02T00:00:00Z" }, { modified: "2026-06-01T12:00:00Z" }],
    [
      "but is killed now, whatever the author says",
      { updated: "2026-05-20T00:00:00Z", status: "canceled" as const },
      { modified: "2026-06-01T12:00:00Z", killed: "2026-06-01T12:00:00Z" },
    ],
    ["keeps the date that readers know, though its embargo line is gone", {}, { releaseAt: "2026-05-01T00:00:00Z" }],
    ["moves with a corrected date", { published: "2026-04-30T00:00:00Z" }, { releaseAt: "2026-04-30T00:00:00Z" }],
  ])("%s", (_, changes, expected) => expect(timeVersion(RELEASED, article(changes), NOW)).toMatchObject(expected));

  test.each([
    ["withheld", { status: "withheld" as const }],
    ["killed", { status: "canceled" as const, killed: "2026-05-03T00:00:00Z" }],
    ["expired", { expired: true as const }],
  ])("comes back now after it was %s, whatever the author says", (_, before) =>
    expect(timeVersion({ ...RELEASED, ...before }, article({ updated: "2026-05-20T00:00:00Z" }), NOW)).toMatchObject({
      modified: "2026-06-01T12:00:00Z",
      releaseAt: "2026-05-01T00:00:00Z",
    }),
  );

  test("can't be hidden again by a date", () => {
    expect(
      timingMistakes(
        RELEASED,
        { status: "usable", published: "2027-01-01T00:00:00Z", embargo: "2027-01-01T00:00:00Z" },
        NOW,
      ).map(({ field }) => field),
    ).toEqual(["embargo", "published"]);
    expect(
      timingMistakes({ ...RELEASED, publishedAt: "" }, { status: "usable", published: "2026-01-01T00:00:00Z" }, NOW),
    ).toEqual([]);
    expect(timingMistakes(RELEASED, { status: "withheld", published: "2027-01-01T00:00:00Z" }, NOW)).toEqual([]);
    expect(timingMistakes(undefined, { status: "usable", published: "2027-01-01T00:00:00Z" }, NOW)).toEqual([]);
  });
});
