import { beforeAll, describe, expect, test } from "vitest";
import type { Cms } from "../../src/model/article/cms.ts";
import { cmsOf, KNOWN } from "../support/html-documents.ts";
import { byApi, byCheck, byFile, byForm, caseWire, fileOf, type Outcome } from "../support/ways.ts";

// The same HTML, sent by a CMS or written into a file, is published alike and gets the same warnings.

const FILES = import.meta.glob("../fixtures/html/*.html", { query: "?raw", import: "default", eager: true });
const corpus = Object.entries(FILES).map(([path, html]) => [path.replace(/^.*\//, ""), html] as const);

const PAGE = "https://paper.example/s";

/** Returns the warnings without the positions, which differ; only the errors if a text is refused. */
const told = ({ warnings, errors }: Outcome) =>
  (errors.length > 0 ? [] : warnings).map(({ action, element, reason, text, address }) => [
    action,
    element,
    reason,
    text,
    address,
  ]);

beforeAll(caseWire);

describe.each(corpus)("%s", (file, html) => {
  const body = html.replaceAll(KNOWN, "{IMG}");
  const id = file.replace(".html", "");
  const cms = cmsOf(file);

  const sources: Record<string, Cms | undefined> = { nobody: undefined, ...(cms && { [cms]: cms }) };
  test.each(Object.entries(sources))("said to be from %s", async (_, from) => {
    const story = { id, body, fields: { canonical: PAGE, ...(from && { cms: from }) } };
    const sent = await byApi(story);
    const read = await byFile(`${id}-file`, fileOf(story));
    const without = ({ errors }: Outcome) => errors.map(({ value }) => value);
    expect([read.body, without(read), told(read)]).toEqual([sent.body, without(sent), told(sent)]);
    const checked = await byCheck(story);
    expect([without(checked), told(checked)]).toEqual([without(sent), told(sent)]);
  });
});

test.each(["<p>a</p>\n\n<!-- note\n\nb", "<p>a</p>\n\n<div><a href='x>b</a></div>"])(
  "a text that breaks off is refused by both: %j",
  async (body) => {
    const problem = "ends in a tag, a comment or code that isn't closed";
    const story = { id: "cut", body };
    expect((await byApi(story)).errors).toMatchObject([{ field: "body", problem }]);
    expect((await byFile("cut", fileOf(story))).errors).toMatchObject([{ field: "body", problem, line: 11 }]);
  },
);

test("the desk's form publishes a text that needs no other field as the API does", async () => {
  const body = (FILES["../fixtures/html/google-docs.html"] ?? "").replace(/<img[^>]*>/g, "");
  const sent = await byApi({ id: "api", body });
  expect([(await byForm({ id: "form", body })).body, sent.errors]).toEqual([sent.body, []]);
});
