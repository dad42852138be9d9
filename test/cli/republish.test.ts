import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startClone } from "../support/clone.ts";

// An editor at another newspaper in a real Chromium, using only the keyboard: from a story to its text on the clipboard.

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isThere = existsSync(CHROMIUM);
if (!isThere) console.log(`Skipped: there is no Chromium at ${CHROMIUM}; CHROMIUM names another place.`);

const OPEN = "how-our-wire-works";
const LICENSED = "defector-government-in-exile";
const Found = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

describe.skipIf(!isThere && process.env.CI !== "true")("an editor", () => {
  let wire: Awaited<ReturnType<typeof startClone>>;
  let browser: Browser;
  beforeAll(async () => {
    wire = await startClone();
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--headless", "--disable-gpu"],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await wire?.stop();
  });

  type Look = { width: number; colorScheme: "light" | "dark"; javaScriptEnabled?: boolean };
  const WIDE: Look = { width: 1280, colorScheme: "light" };

  async function open(path: string, { width, ...look }: Look = WIDE): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...look });
    if (look.javaScriptEnabled !== false) await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    await page.goto(wire.origin + path);
    return page;
  }

  /** Tabs to an element and activates it, as a click does for somebody without a mouse. */
  async function select(page: Page, selector: string, leads = true): Promise<void> {
    for (let pressed = 0; pressed < 80; pressed++) {
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)) {
        const before = page.url();
        await page.keyboard.press("Enter");
        if (leads) await page.waitForURL((url) => url.href !== before, { waitUntil: "load" });
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`The keyboard never came to ${selector} on ${page.url()}`);
  }

  /** Returns what an editor contains after the clipboard is pasted. */
  async function paste(page: Page): Promise<string> {
    const editor = await page.context().newPage();
    await editor.setContent('<div id="editor" contenteditable style="height:300px"></div>');
    await editor.focus("#editor");
    await editor.keyboard.press("Control+V");
    return z.string().parse(await editor.evaluate("document.getElementById('editor').innerHTML"));
  }

  function expectWhole(html: string): void {
    expect(html).toMatch(/By [A-Z][^<]+, Example News Foundation/);
    expect(html).toMatch(new RegExp(`href="${wire.origin}/articles/[^"]+"`));
    expect(html).toMatch(/<a[^>]+href="[^"]+"[^>]*>(Creative Commons|Free Republication)/);
  }

  /** Polls from outside the page: polling inside would evaluate code, which the page's policy forbids. */
  const copied = (page: Page) =>
    page
      .locator("#copied")
      .filter({ hasText: /^Copied/ })
      .waitFor();

  test("copies an open story in two clicks from its page, and in three from the home page", async () => {
    const page = await open("/");
    await select(page, `.lead a[href$="/${OPEN}"]`);
    await select(page, `a.go[href$="/republish"]`);
    await select(page, "button.go", false);
    await copied(page);
    const html = await paste(page);
    expectWhole(html);
    expect(html).toMatch(/<figure|<img/);
    expect(html).toContain("Why we give it away");
    const text = z.string().parse(await page.evaluate("navigator.clipboard.readText()"));
    expect(text).toContain("By Standards desk, Example News Foundation");
    await page.context().close();
  });

  test("without JavaScript has the story to select, and no button that does nothing", async () => {
    const page = await open(`/articles/${OPEN}/republish`, { ...WIDE, javaScriptEnabled: false });
    expect(await page.locator("button:visible").count()).toBe(0);
    expect(await page.locator(".copy").textContent()).toContain("Why we give it away");
    expect(await page.locator("#source").inputValue()).toContain("<h1>");
    await page.context().close();
  });

  test("reads who may take a licensed story; as the demo publisher copies it in two clicks from the library", async () => {
    const link = /http:\S+\/sign-in\/\S+/.exec(wire.output())?.[0] ?? "";
    const page = await open(`/articles/${LICENSED}/republish`);
    expect(await page.locator("main").textContent()).toContain(
      "This story may be republished by news publishers that have accepted its terms",
    );
    await page.goto(link);
    await select(page, "button.go");
    expect(new URL(page.url()).pathname).toBe("/publisher");
    await select(page, `.do a[href$="/articles/${LICENSED}/republish"]`);
    await select(page, "button.go", false);
    await copied(page);
    expectWhole(await paste(page));
    // The library marks the downloaded story, next to its headline.
    await page.goto(`${wire.origin}/publisher`);
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator("main").textContent();
      })
      .toContain("Taken");
    await page.context().close();
  });

  test("finds pages that nothing is wrong with, at both widths and in both schemes", { timeout: 120_000 }, async () => {
    for (const width of [390, 1280])
      for (const colorScheme of ["light", "dark"] as const)
        for (const path of [
          `/articles/${OPEN}`,
          `/articles/${OPEN}/republish`,
          `/articles/${LICENSED}/republish`,
          "/sign-in",
        ]) {
          const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, bypassCSP: true });
          const page = await context.newPage();
          await page.goto(wire.origin + path);
          expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path).toBe(true);
          if (path === `/articles/${OPEN}`)
            expect(await page.locator("a.go").evaluate((link) => link.getBoundingClientRect().bottom)).toBeLessThan(
              844,
            );
          await page.evaluate(axe.source);
          const { violations } = Found.parse(await page.evaluate("axe.run({ resultTypes: ['violations'] })"));
          expect([path, width, colorScheme, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([
            path,
            width,
            colorScheme,
            [],
          ]);
          await context.close();
        }
  });
});
