import { existsSync } from "node:fs";
import { HtmlValidate } from "html-validate";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClone } from "../support/clone.ts";
import { crawl } from "../support/crawl.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isThere = existsSync(CHROMIUM);

/** The limit for the home page's size without its images, in bytes. */
const HOME_BYTES = 60_000;

/** Adds up the layout shifts while a page loads. */
const WATCH_SHIFTS = `globalThis.shifted = 0;
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.shifted += value; })
    .observe({ type: "layout-shift", buffered: true });`;

describe("the sample, from the home page on", () => {
  let wire: Awaited<ReturnType<typeof startClone>>;
  let browser: Browser;
  beforeAll(async () => {
    wire = await startClone();
    if (isThere)
      browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
      });
  });
  afterAll(async () => {
    await browser?.close();
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

  describe.skipIf(!isThere && process.env.CI !== "true")("in a browser", () => {
    test("nothing moves while a page comes, nothing scrolls sideways, and nothing breaks the pages' policy", async () => {
      const problems: string[] = [];
      for (const width of [320, 390, 1280])
        for (const path of [
          "/",
          "/articles/how-our-wire-works",
          "/sections/about-us",
          "/authors/jordan-reyes",
          "/archive",
          "/about",
        ]) {
          const page = await browser.newPage({ viewport: { width, height: 900 } });
          page.on("console", (message) => {
            if (message.type() === "error") problems.push(`${path} at ${width}: ${message.text()}`);
          });
          await page.addInitScript(WATCH_SHIFTS);
          await page.goto(wire.origin + path, { waitUntil: "networkidle" });
          const shifted = Number(await page.evaluate("globalThis.shifted"));
          if (shifted > 0.01) problems.push(`${path} at ${width}: moves by ${shifted}`);
          if (await page.evaluate("document.documentElement.scrollWidth > innerWidth"))
            problems.push(`${path} at ${width}: wider than its window`);
          await page.close();
        }
      expect(problems).toEqual([]);
    });

    test("the home page weighs less than its budget without pictures, and waits for no script", async () => {
      const page = await browser.newPage();
      const sizes: number[] = [];
      page.on("response", async (response) => {
        if (response.request().resourceType() !== "image") sizes.push((await response.body()).length);
      });
      await page.goto(wire.origin, { waitUntil: "networkidle" });
      expect(sizes.length).toBeGreaterThan(1);
      expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(HOME_BYTES);
      const blocking = "script[src]:not([type=module]):not([async]):not([defer])";
      expect(await page.locator(blocking).count()).toBe(0);
      await page.close();
    });
  });
});
