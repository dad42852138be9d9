import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startClone } from "../support/clone.ts";
import { ROOT } from "../support/paths.ts";

// A publisher and the desk, in a real Chromium, with the keyboard alone, at the width of a phone.

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isThere = existsSync(CHROMIUM);
if (!isThere) console.log(`Skipped: there is no Chromium at ${CHROMIUM}; CHROMIUM names another place.`);

/** As much of what axe finds as a test tells. */
const Found = z.object({
  violations: z.array(
    z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

const STORY = "defector-government-in-exile";

const PHONE = { width: 390, height: 844 };

// In CI a missing browser fails, anywhere else it is skipped.
describe.skipIf(!isThere && process.env.CI !== "true")("in a browser", () => {
  let wire: Awaited<ReturnType<typeof startClone>>;
  let browser: Browser;
  let applicationPage = "";

  beforeAll(async () => {
    wire = await startClone();
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await wire?.stop();
  });

  /** A page as wide as a phone; nothing on it may be wider. */
  async function open(path: string, password?: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
    const context = await browser.newContext({
      viewport: PHONE,
      colorScheme,
      // The policy lets no script of ours run, and none has to: axe is put in by the browser itself.
      bypassCSP: true,
      ...(password ? { httpCredentials: { username: "anybody", password } } : {}),
    });
    const page = await context.newPage();
    await page.goto(wire.origin + path);
    return page;
  }

  async function expectSound(page: Page, name?: string): Promise<void> {
    expect(await page.evaluate("document.documentElement.scrollWidth"), page.url()).toBeLessThanOrEqual(PHONE.width);
    await page.evaluate(axe.source);
    const { violations } = Found.parse(await page.evaluate("axe.run({ resultTypes: ['violations'] })"));
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    if (name && process.env.PICTURES)
      await page.screenshot({ path: join(ROOT, "test/pictures", `${name}.png`), fullPage: true });
  }

  /** Opens a page, looks whether it is sound, and closes it. */
  async function expectSoundAt(...address: Parameters<typeof open>): Promise<void> {
    const page = await open(...address);
    await expectSound(page);
    await page.context().close();
  }

  /** Goes on with Tab until something has the focus, as somebody without a mouse does. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let pressed = 0; pressed < 80; pressed++) {
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never led to ${selector}`);
  }

  async function fill(page: Page, name: string, text: string): Promise<void> {
    await tabTo(page, `[name="${name}"]`);
    await page.keyboard.type(text);
  }

  async function submit(page: Page, selector: string): Promise<void> {
    await tabTo(page, selector);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  }

  test("a publisher applies with the keyboard, is told what is missing, and reads the reasons", async () => {
    const page = await open("/apply");
    await expectSound(page, "apply");
    await fill(page, "organization", "The Daily Paper");
    await submit(page, "main button");
    expect(await page.title()).toContain("Apply");
    expect(await page.textContent("[role=alert]")).toContain("aren’t right yet");
    expect(await page.inputValue("[name=organization]")).toBe("The Daily Paper");
    await expectSound(page);
    await fill(page, "domains", "paper.example");
    await fill(page, "country", "US");
    await fill(page, "monthlyAudience", "250000");
    await fill(page, "evidence", "https://paper.example/audience");
    await tabTo(page, '[name="channels"][value="web"]');
    await page.keyboard.press("Space");
    await tabTo(page, '[name="licences"][value="free-republication"]');
    await page.keyboard.press("Space");
    await fill(page, "contact.name", "Edith Editor");
    await fill(page, "contact.email", "edith@paper.example");
    await submit(page, "main button");
    expect(await page.textContent("h1")).toBe("Your application is open");
    expect(await page.textContent(".reasons")).toContain("You have: 250,000.");
    expect(await page.textContent("main")).toContain("/.well-known/commonwire.txt");
    await expectSound(page, "application");
    applicationPage = page.url().slice(wire.origin.length);
  });

  test("the desk reads the same reasons and approves, with the keyboard", async () => {
    const token = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const page = await open("/desk", token);
    await expectSound(page, "desk");
    await submit(page, 'main a[href^="/desk/publishers/"]');
    await expectSound(page, "desk-publisher");
    expect(await page.textContent(".reasons")).toContain("250,000");
    await fill(page, "reason", "A large audience, shown.");
    await submit(page, '[value="approve"]');
    expect(await page.textContent("main")).toContain("laptop: approve: A large audience, shown.");
    const theirs = await open(applicationPage);
    expect(await theirs.textContent("h1")).toBe("You are approved");
    expect(await theirs.textContent("[role=status]")).toContain("A large audience, shown.");
    await submit(theirs, 'form[action$="/agreements"] button');
    expect(await theirs.textContent("main")).toContain("Prove one first");
  });

  test("the desk corrects, compares and kills an article with the keyboard, and is asked before", async () => {
    const token = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const page = await open("/desk", token);
    await submit(page, '.desk-nav a[href="/desk/articles"]');
    await expectSound(page);
    await submit(page, `main a[href="/desk/articles/${STORY}"]`);
    expect(await page.textContent(".kicker")).toContain("Released");
    await expectSound(page);
    await tabTo(page, "summary");
    await page.keyboard.press("Enter");
    await expectSound(page);
    await tabTo(page, `form[action$="/correct"] button`);
    await page.keyboard.press("Enter");
    // The browser asks for the note itself, and sends nothing.
    expect(await page.evaluate("document.activeElement.name")).toBe("note");
    await page.keyboard.type("The headline was too long.");
    await tabTo(page, "[name=headline]");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Plans for a government in exile");
    await submit(page, `form[action$="/correct"] button`);
    expect(await page.textContent("[role=status]")).toBe("Corrected.");
    expect(await page.textContent("h1")).toBe("Plans for a government in exile");
    await expectSound(page);
    await submit(page, ".pair button");
    expect(await page.textContent(".diff ins")).toContain("Plans");
    await expectSound(page);
    await page.goBack();
    await submit(page, 'a[href$="/versions/1"]');
    await expectSound(page);
    await page.goBack();
    await submit(page, 'a[href$="/kill"]');
    await expectSound(page);
    await fill(page, "reason", "Sourcing error.");
    await tabTo(page, "[name=confirmed]");
    await page.keyboard.press("Space");
    await submit(page, "button.grave");
    expect(await page.textContent(".kicker")).toContain("Killed");
    expect((await fetch(`${wire.origin}/articles/${STORY}`)).status).toBe(410);
    await expectSound(page);
    for (const path of ["", `/${STORY}`, `/${STORY}/diff?from=1&to=2`, "/how-our-wire-works/kill"])
      await expectSoundAt(`/desk/articles${path}`, token, "dark");
    for (const scheme of ["light", "dark"] as const)
      for (const path of ["/recalls", `/recalls/${STORY}.3`, "/write"])
        await expectSoundAt(`/desk${path}`, token, scheme);
  });

  test("every page is sound in both colour schemes", async () => {
    for (const scheme of ["light", "dark"] as const)
      for (const path of [
        "/",
        "/feeds",
        "/docs",
        "/ns",
        "/licences/free-republication",
        "/articles/how-our-wire-works",
        `/articles/${STORY}`,
        "/apply",
        applicationPage,
      ])
        await expectSoundAt(path, undefined, scheme);
  });
});
