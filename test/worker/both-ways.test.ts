import { beforeAll, describe, expect, test } from "vitest";
import { cmsOf, KNOWN } from "../support/html-documents.ts";
import { byApi, byCheck, byFile, byForm, caseWire, fileOf, type Outcome } from "../support/ways.ts";

// The same HTML, sent by a CMS and written into a file, is published the same, and the same is told of it.

const FILES = import.meta.glob("../fixtures/html/*.html", { query: "?raw", import: "default", eager: true });
const corpus = Object.entries(FILES).map(([path, html]) => [path.replace(/^.*\//, ""), html] as const);

const PAGE = "https://paper.example/s";

/** What is told beside the place, which differs. */
const told = ({ warnings }: Outcome) =>
  warnings.map(({ action, element, reason, text, address }) => [action, element, reason, text, address]);

beforeAll(caseWire);

describe.each(corpus)("%s", (file, html) => {
  const body = html.replaceAll(KNOWN, "{IMG}");
  const id = file.replace(".html", "");
  const cms = cmsOf(file);

  test.each([["as HTML of nobody's", {}], ...(cms === undefined ? [] : [[`as HTML from ${cms}`, { cms }] as const])])(
    "%s",
    async (_, from) => {
      const story = { id, body, fields: { canonical: PAGE, ...from } };
      const sent = await byApi(story);
      const read = await byFile(`${id}-file`, fileOf(story));
      const without = ({ errors }: Outcome) => errors.map(({ value }) => value);
      expect([read.body, without(read), told(read)]).toEqual([sent.body, without(sent), told(sent)]);
      const checked = await byCheck(story);
      expect([without(checked), told(checked)]).toEqual([without(sent), told(sent)]);
    },
  );
});

test("the desk's form publishes a text that needs no other field as the API does", async () => {
  const body = (FILES["../fixtures/html/google-docs.html"] ?? "").replace(/<img[^>]*>/g, "");
  const sent = await byApi({ id: "api", body });
  expect([(await byForm({ id: "form", body })).body, sent.errors]).toEqual([sent.body, []]);
});
