import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClone } from "../support/clone.ts";
import { crawl } from "../support/crawl.ts";

describe("the sample, from the home page on", () => {
  let wire: Awaited<ReturnType<typeof startClone>>;
  beforeAll(async () => {
    wire = await startClone();
  });
  afterAll(async () => {
    await wire?.stop();
  });

  test("every page that a link leads to is there, and valid HTML", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
    const check = async (_path: string, html: string) => {
      const { results } = await validator.validateString(html);
      return results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
      );
    };
    const get = (path: string) => fetch(wire.origin + path, { headers: { Accept: "text/html" } });
    const { pages, problems } = await crawl({ origin: wire.origin, get, check });
    expect(problems).toEqual([]);
    for (const path of [
      "/",
      "/articles/how-our-wire-works",
      "/sections/asia",
      "/authors/standards-desk",
      "/about",
      "/archive",
    ])
      expect([path, pages.has(path)]).toEqual([path, true]);
  });
});
