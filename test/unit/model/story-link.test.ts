import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closeLinks,
  linkedStories,
  openLinksOf,
  plainAddress,
  storiesIn,
} from "../../../src/model/article/story-link.ts";

const ORIGIN = "https://wire.example";

describe("the addresses of stories in a text", () => {
  test.each([
    ["https://wire.example/articles/a", ["a"]],
    ["http://WIRE.example/Articles/cc-by-4.0/offer.jsonld", ["cc-by-4.0"]],
    ["wire.example./articles/a, wire.example/articles/b-2.", ["a", "b-2"]],
    ["https://wire.example/v1/desk/articles/a/diff?from=1", ["a"]],
    ["https://x.example/?u=https%3A%2F%2Fwire.example%2Farticles%2Fa", ["a"]],
    ["https://www.wire.example/articles/a https://wire.example.org/articles/b /articles/c", []],
    ["https://wire.example/articles https://wire.example/articles/ https://wire.example/feeds/articles.rss", []],
  ])("of %s", (text, found) => {
    expect(storiesIn(text, ORIGIN)).toEqual(found);
  });

  test("are found where a wire has a port, and only there", () => {
    expect(storiesIn("http://localhost:8787/articles/a", "http://localhost:8787")).toEqual(["a"]);
    expect(storiesIn("http://localhost:1/articles/a", "http://localhost:8787")).toEqual([]);
  });

  test.each([
    ["http://wire.example/articles/a?b=%2F#c", `${ORIGIN}/articles/a?b=%2F#c`],
    ["https://wire.example./%61rticles/%62/", `${ORIGIN}/articles/b/`],
    ["https://wire.example/articles/a/%22%C3%A4", `${ORIGIN}/articles/a/%22%C3%A4`],
    ["https://wire.example:444/%61rticles/b", "https://wire.example:444/%61rticles/b"],
    ["https://wire.example/feeds/%61.rss", "https://wire.example/feeds/%61.rss"],
    ["https://wire.example/articles/%", "https://wire.example/articles/%"],
  ])("%s is published as %s", (written, published) => {
    expect(plainAddress(new URL(written), ORIGIN)).toBe(published);
  });
});

test("an article links to others, never to itself; also where it first ran, and in its text", () => {
  const body = [`<a href="${ORIGIN}/articles/b">b</a> ${ORIGIN}/articles/a`, { image: "x" }, `${ORIGIN}/articles/b`];
  expect(linkedStories({ id: "a", canonical: `${ORIGIN}/articles/c`, body }, ORIGIN)).toEqual(["b", "c"]);
});

describe("closing", () => {
  const close = (html: string, ...openLinks: string[]) =>
    closeLinks(html, openLinksOf({ id: "own", openLinks }, ORIGIN));
  const to = (story: string, words = story) => `<a href="${ORIGIN}/articles/${story}">${words}</a>`;

  test("takes the link from its words and leaves every other one", () => {
    const html = `<p>${to("a")}, ${to("b", "<em>b</em>")}, ${to("own")}, <a href="https://x.example/">x</a></p>`;
    expect(close(html, "b")).toBe(html.replace(to("a"), "a"));
    expect(close(html, "a", "b")).toBe(html);
  });

  test("leaves what else a link carries: its id, language and direction", () => {
    const html = `<a id="cw-n" href="${ORIGIN}/articles/a" title="a > b" lang="ar" dir="rtl">a</a>`;
    expect(close(html)).toBe('<span id="cw-n" lang="ar" dir="rtl">a</span>');
  });

  const story = fc.constantFrom("a", "b", "b.2", "own");
  const piece = fc.oneof(
    fc.constantFrom("words ", "<b>bold</b>", "&#x26;", "100% ", '<a href="https://x.example/articles/a">x</a>'),
    story.map((id) => to(id, `<i>${id}</i>`)),
    story.map((id) => `${ORIGIN}/articles/${id} `),
    story.map((id) => `<a href="https://x.example/?u=${ORIGIN}/articles/${id}&#x26;b">${ORIGIN}/articles/${id}</a>`),
  );

  test("leaves no address of a closed story, every open link, and all words", () => {
    fc.assert(
      fc.property(fc.array(piece), fc.subarray(["a", "b", "b.2"]), (pieces, open) => {
        const html = pieces.join(" | ");
        const closed = close(html, ...open);
        expect(storiesIn(closed, ORIGIN).filter((id) => id !== "own" && !open.includes(id))).toEqual([]);
        const parts = closed.split(" | ");
        pieces.forEach((each, at) => {
          const isOpen = storiesIn(each, ORIGIN).every((id) => id === "own" || open.includes(id));
          if (isOpen) expect(parts[at]).toBe(each);
          expect(parts[at]).not.toBe("");
        });
        expect(close(closed, ...open)).toBe(closed);
      }),
    );
  });

  test("of a long text takes no longer than its length", () => {
    const hostile = `${`${ORIGIN}/`.repeat(40_000)}<p>${to("a").repeat(5_000)}</p>`;
    const before = performance.now();
    expect(storiesIn(close(hostile), ORIGIN)).toEqual([]);
    // A quadratic algorithm would take minutes.
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
