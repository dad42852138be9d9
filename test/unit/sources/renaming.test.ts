import { describe, expect, test } from "vitest";
import { mistakes, read, STORY } from "../../support/content-folder.ts";

/** Returns a story file with its former names. */
const story = (was?: string, text = "It is open.") =>
  STORY.replace(/---\nheadline/, `---\n${was === undefined ? "" : `was: ${was}\n`}headline`).replace(
    "The **harbour** is open, see [the other story](harbour.md).",
    text,
  );
const author = (was?: string) => `name: Ann Author\n${was === undefined ? "" : `was: ${was}\n`}`;

describe("a renamed file", () => {
  test("names what it was, and others may still name it so", async () => {
    const content = await read({
      "articles/harbour.md": undefined,
      "articles/port.md": story("[harbour, pier]"),
      "articles/other.md": story(undefined, "See [it](harbour.md) and [it](pier.md) and [it](port.md)."),
      "authors/ann.yaml": undefined,
      "authors/annie.yaml": author("[ann]"),
    });
    expect(content.mistakes).toEqual([]);
    expect(content.articles.map(({ id, was }) => [id, was])).toEqual([
      ["other", undefined],
      ["port", ["harbour", "pier"]],
    ]);
    expect(content.masthead?.authors).toEqual({ annie: { name: "Ann Author", was: ["ann"] } });
    expect(content.place(undefined, "authors.annie.was[0]")).toEqual({ file: "authors/annie.yaml", line: 2 });
    expect(content.place("port", "was[1]")).toEqual({ file: "articles/port.md", line: 2 });
  });

  test("may go back to a name that it had", async () => {
    expect(await mistakes({ "articles/harbour.md": story("[harbour, port]") })).toEqual([]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      "the file of before is still there",
      { "articles/port.md": story("[harbour]") },
      [
        'articles/port.md:2: was[0]: says that this is the same story as articles/harbour.md ("harbour"); allowed: one of the two; or names that only this story has had',
      ],
    ],
    [
      "two files were the same",
      { "articles/pier.md": story("[old, quay]"), "articles/port.md": story("\n  - other\n  - quay") },
      [
        'articles/port.md:4: was[1]: says that this is the same story as articles/pier.md ("quay"); allowed: one of the two; or names that only this story has had',
      ],
    ],
    [
      "an author's file of before is still there",
      { "authors/annie.yaml": author("[ann]") },
      [
        'authors/annie.yaml:2: was[0]: says that this is the same author as authors/ann.yaml ("ann"); allowed: one of the two; or names that only this author has had',
      ],
    ],
    [
      "one name without brackets",
      { "articles/port.md": story("pier") },
      ['articles/port.md:2: was: has the wrong type ("pier"); allowed: a list, in brackets: [pier]'],
    ],
    [
      "the file's ending",
      { "articles/port.md": story("[pier.md]") },
      [
        'articles/port.md:2: was[0]: is a file name ("pier.md"); did you mean pier? Allowed: the name without its extension',
      ],
    ],
    [
      "a full address",
      { "articles/port.md": story("[https://wire.example.org/articles/pier]") },
      [
        'articles/port.md:2: was[0]: isn\'t a valid id ("https://wire.example.org/articles/pier"); did you mean pier? Allowed: lowercase letters and digits, joined by hyphens or dots',
      ],
    ],
    [
      "a name twice",
      { "articles/port.md": story("[pier, pier]") },
      ['articles/port.md:2: was[1]: is listed twice ("pier"); allowed: each name only once'],
    ],
    [
      "no name",
      { "articles/port.md": story("[]") },
      [
        "articles/port.md:2: was: is not allowed ([]); allowed: its earlier names, oldest first; or leave the field out",
      ],
    ],
    [
      "a misspelt field",
      {
        "articles/port.md": story("[pier]").replace("was:", "wass:"),
        "authors/annie.yaml": author("[x]").replace("was:", "aliases:"),
      },
      [
        "authors/annie.yaml:2: aliases: isn't a known field; did you mean was?",
        "articles/port.md:2: wass: isn't a known field; did you mean was?",
      ],
    ],
  ])("%s", async (_, files, expected) => {
    expect(await mistakes(files)).toEqual(expected);
  });
});
