import { expect, test } from "vitest";
import { FIRST_STORY, newsroomFiles } from "../../../src/cli/new-folder.ts";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { readContent } from "../../../src/sources/content-folder/read-content.ts";

const bytes = (files: Record<string, string>) =>
  new Map(
    Object.entries(files)
      .filter(([path]) => !path.includes("/."))
      .map(([path, text]) => [path, new TextEncoder().encode(text)] as const),
  );

test.each([
  [{ name: "Harbour Post", timeZone: "America/New_York", language: "en-US" }],
  [{ name: 'The "Q&A": #1 in <3', timeZone: "Asia/Seoul", language: "ko" }],
])("the folder of %j has no mistake and no story; its README shows a story that has none either", async (newsroom) => {
  const files = newsroomFiles(newsroom);
  const content = await readContent(bytes(files));
  expect(content.mistakes.map(fileSentence)).toEqual([]);
  expect(content.articles).toEqual([]);
  expect(content.masthead?.publication).toMatchObject(newsroom);
  const written = await readContent(bytes({ ...files, "articles/our-first-story.md": FIRST_STORY }));
  expect(written.mistakes.map(fileSentence)).toEqual([]);
  expect(written.articles).toHaveLength(1);
  expect(files["README.md"]).toContain(FIRST_STORY);
});
