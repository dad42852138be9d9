import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startClone } from "../support/clone.ts";
import { ROOT } from "../support/paths.ts";

// A publisher and the desk in a real Chromium, using only the keyboard, at the width of a phone.

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isThere = existsSync(CHROMIUM);
if (!isThere) console.log(`Skipped: there is no Chromium at ${CHROMIUM}; CHROMIUM names another place.`);

/** The parts of axe's findings that a test reports. */
const Found = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

const Listed = z.object({ publishers: z.array(z.object({ id: z.string(), organization: z.string() })) });
const Link = z.object({ address: z.url() });

const ORGANIZATION = "The Daily Paper";
const STORY = "defector-government-in-exile";

const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 860 };

/** How a page is opened: the desk's password or a session, the color scheme and the window size. */
type Opened = { password?: string; cookies?: Cookies; colorScheme?: "light" | "dark"; viewport?: typeof PHONE };
type Cookies = Parameters<BrowserContext["addCookies"]>[0];

// A missing browser fails in CI; anywhere else the tests are skipped.
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

  /** Opens a new browser context, as wide as a phone by default. */
  async function newContext({ password, cookies, colorScheme = "light", viewport = PHONE }: Opened = {}) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      // The policy allows only our own scripts, so axe needs CSP bypassed.
      bypassCSP: true,
      ...(password ? { httpCredentials: { username: "anybody", password } } : {}),
    });
    if (cookies) await context.addCookies(cookies);
    return context;
  }

  async function open(path: string, password?: string): Promise<Page> {
    const page = await (await newContext(password === undefined ? {} : { password })).newPage();
    await page.goto(wire.origin + path);
    return page;
  }

  const isTooWide = (page: Page) => page.evaluate("document.documentElement.scrollWidth > innerWidth");

  /** Whether the page scrolls sideways on the narrowest phone. No style depends on that width, so nothing else differs. */
  async function isTooWideWhenNarrow(page: Page): Promise<boolean> {
    const own = page.viewportSize();
    await page.setViewportSize(NARROWEST);
    const tooWide = await isTooWide(page);
    if (own) await page.setViewportSize(own);
    return tooWide === true;
  }

  /** Returns the problems of a page: it is wider than its window, or axe reports a violation. */
  async function findingsOn(page: Page): Promise<string[]> {
    const tooWide = await isTooWide(page);
    await page.evaluate(axe.source);
    const { violations } = Found.parse(await page.evaluate("axe.run({ resultTypes: ['violations'] })"));
    return [
      ...(tooWide ? ["wider than its window"] : []),
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ];
  }

  async function expectSound(page: Page, name?: string): Promise<void> {
    expect(await findingsOn(page), page.url()).toEqual([]);
    if (name && process.env.PICTURES)
      await page.screenshot({ path: join(ROOT, "test/pictures", `${name}.png`), fullPage: true });
  }

  /** Opens pages at both widths and in both color schemes, with everything expanded, and returns the problems of each. */
  async function findingsAt(paths: readonly string[], as: Opened = {}): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const viewport of [PHONE, DESKTOP])
      for (const colorScheme of ["light", "dark"] as const) {
        const context = await newContext({ ...as, viewport, colorScheme });
        const page = await context.newPage();
        for (const path of paths) {
          await page.goto(wire.origin + path);
          await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
          const findings = await findingsOn(page);
          if (viewport === PHONE && (await isTooWideWhenNarrow(page))) findings.push("wider than 320 px");
          if (findings.length > 0) found[`${path}, ${viewport.width} px, ${colorScheme}`] = findings;
        }
        await context.close();
      }
    return found;
  }

  /** Presses Tab until an element has the focus, as somebody without a mouse does. */
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

  /** Applies using only the keyboard, first with almost nothing filled in. Checks every page on the way. */
  async function applyByKeyboard(page: Page, organization: string, domain: string, pictures = false): Promise<void> {
    await page.goto(`${wire.origin}/apply`);
    await expectSound(page, pictures ? "apply" : undefined);
    expect(await page.textContent("main")).toContain("For news publishers with at least 100,000 monthly readers.");
    await fill(page, "organization", organization);
    await submit(page, "main button");
    expect(await page.title()).toContain("Apply");
    expect(await page.textContent("[role=alert]")).toContain("Fix the 8 fields marked below");
    expect(await page.inputValue("[name=organization]")).toBe(organization);
    await expectSound(page);
    await fill(page, "domains", domain);
    await fill(page, "monthlyAudience", "250,000");
    await fill(page, "audience.kind", "Unique");
    await fill(page, "audience.period", "October 2026");
    await fill(page, "audience.source", "Google Analytics");
    await fill(page, "evidence", `https://${domain}/audience`);
    await fill(page, "contact.name", "Edith Editor");
    await fill(page, "contact.email", `edith@${domain}`);
    await submit(page, "main button");
    expect(await page.textContent("h1")).toBe("Your application is in progress");
    await expectSound(page, pictures ? "application" : undefined);
  }

  test("a publisher applies with the keyboard, is told what is missing, and reads the reasons", async () => {
    const page = await open("/");
    await applyByKeyboard(page, ORGANIZATION, "paper.example", true);
    expect(await page.textContent("main")).toContain(
      "Your monthly readers: 250,000 (unique visitors, October 2026, Google Analytics).",
    );
    expect(await page.textContent('[aria-current="step"]')).toContain("2. Verify your site");
    expect(await page.textContent("main")).toContain("/.well-known/commonwire.txt");
    applicationPage = page.url().slice(wire.origin.length);
  });

  test("whoever leaves the form half filled in is asked first, and nobody else is", async () => {
    const page = await open("/apply");
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    const leave = async () => {
      await Promise.all([page.waitForURL(`${wire.origin}/sign-in`), page.click('aside a[href="/sign-in"]')]);
      await page.goBack();
    };
    await leave();
    expect(asked).toEqual([]);
    await fill(page, "organization", ORGANIZATION);
    await leave();
    expect(asked).toEqual(["beforeunload"]);
  });

  test("the desk reads the same reasons and approves, with the keyboard", async () => {
    const token = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const page = await open("/desk", token);
    await expectSound(page, "desk");
    await submit(page, 'main a[href^="/desk/publishers/"]');
    await expectSound(page, "desk-publisher");
    expect(await page.textContent("main")).toContain("250,000");
    await fill(page, "reason", "A large audience, shown.");
    await submit(page, '[value="approve"]');
    expect(await page.textContent("main")).toContain(
      `laptop approved ${ORGANIZATION}. Reason: A large audience, shown.`,
    );
    const theirs = await open(applicationPage);
    expect(await theirs.textContent("h1")).toBe("You’re approved");
    expect(await theirs.textContent("[role=status]")).toContain("A large audience, shown.");
    await submit(theirs, 'form[action$="/agreements"] button');
    expect(await theirs.textContent("main")).toContain("This license requires a verified domain.");
  });

  test("the desk corrects, compares and kills an article with the keyboard, and is asked before", async () => {
    const token = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const page = await open("/desk", token);
    await submit(page, '.tools a[href="/desk/articles"]');
    await expectSound(page);
    await submit(page, `main a[href="/desk/articles/${STORY}"]`);
    expect(await page.textContent("main")).toContain("Released");
    await expectSound(page);
    await tabTo(page, "summary");
    await page.keyboard.press("Enter");
    await expectSound(page);
    await tabTo(page, `form[action$="/correct"] button`);
    await page.keyboard.press("Enter");
    // The browser itself asks for the note, and sends nothing.
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
    expect(await page.textContent("main")).toContain("Killed");
    expect((await fetch(`${wire.origin}/articles/${STORY}`)).status).toBe(410);
    await expectSound(page);
  });

  test("the desk finds a killed story in its list, and the kill in the log, with the keyboard", async () => {
    const token = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const page = await open("/desk/articles", token);
    await fill(page, "q", "government");
    await tabTo(page, "[name=status]");
    await page.keyboard.type("Killed");
    await submit(page, ".filters button");
    expect(new URL(page.url()).search).toContain("q=government&status=killed");
    expect(await page.locator("tbody tr").count()).toBe(1);
    expect(await page.textContent("tbody tr")).toContain("Plans for a government in exile");
    await expectSound(page);
    await submit(page, '.tools a[href="/desk/log"]');
    expect(await page.textContent("main li")).toContain("laptop killed “Plans for a government in exile.”");
    await expectSound(page);
  });

  /** Signs in the contact of the publisher that applied, with a link made by the desk. */
  async function signIn(token: string): Promise<Cookies> {
    const desk = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const publishers = Listed.parse(await (await fetch(`${wire.origin}/v1/desk/publishers`, { headers: desk })).json());
    const id = publishers.publishers.find(({ organization }) => organization === ORGANIZATION)?.id;
    const address = `${wire.origin}/v1/desk/people/p${id}/sign-in-links`;
    const made = Link.parse(await (await fetch(address, { method: "POST", headers: desk, body: "{}" })).json());
    const page = await open(new URL(made.address).pathname);
    await submit(page, "main button");
    expect(new URL(page.url()).pathname).toBe("/publisher");
    const cookies = await page.context().cookies();
    await page.context().close();
    return cookies;
  }

  test("every page for everybody is sound at both widths, in both colour schemes", async () => {
    const found = await findingsAt([
      "/",
      "/feeds",
      "/docs",
      "/ns",
      "/licences/free-republication",
      "/licences/all-rights-reserved",
      "/articles/how-our-wire-works",
      "/articles/how-our-wire-works/republish",
      "/articles/acting-ambassador-flight",
      "/articles/acting-ambassador-flight/republish",
      `/articles/${STORY}`,
      "/nowhere",
      "/apply",
      "/sign-in",
      applicationPage,
    ]);
    expect(found).toEqual({});
  });

  test("every page to browse and to search is sound at three widths, in both colour schemes", async () => {
    expect(
      await findingsAt([
        "/sections/world",
        "/topics/republishing",
        "/authors/standards-desk",
        "/archive",
        "/archive/2019/01",
        "/withdrawn",
        "/about",
        "/search",
        "/search?q=wire",
        "/search?q=zebra",
        "/search?q=wire&date=May",
      ]),
    ).toEqual({});
  });

  test("the documentation is in order, and its code scrolls in boxes of its own, at both widths, in both schemes", async () => {
    for (const viewport of [PHONE, DESKTOP])
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await (await newContext({ viewport, colorScheme })).newPage();
        await page.goto(`${wire.origin}/docs`);
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
        expect(await findingsOn(page), `${viewport.width} px, ${colorScheme}`).toEqual([]);
        const code = page.locator(".source");
        const boxes = await code.evaluateAll((all) => all.map((each) => [each.scrollWidth, each.clientWidth]));
        expect(boxes.length).toBeGreaterThan(10);
        if (viewport === PHONE) expect(boxes.filter(([inside = 0, box = 0]) => inside > box).length).toBeGreaterThan(7);
        // Without a mouse, a box is scrolled with the arrow keys.
        await code.first().focus();
        expect(await page.evaluate("document.activeElement.classList.contains('source')")).toBe(true);
        const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
        expect(ids.length).toBeGreaterThan(30);
        expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
        const levels = await page
          .locator("main :is(h1, h2, h3, h4)")
          .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
        expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
        const led = await page
          .locator("main a[href^='#']")
          .evaluateAll((all) => all.map((each) => each.getAttribute("href")));
        expect(led.filter((href) => !ids.includes(href?.slice(1) ?? ""))).toEqual([]);
        await page.context().close();
      }
  });

  test("every page of a publisher and of the desk is sound at both widths, in both colour schemes", async () => {
    const password = readFileSync(join(wire.folder, ".desk-token"), "utf8").trim();
    const tabs = ["", "?q=wire", "?q=nothing", "/agreements", "/keys", "/delivery", "/team", "/account"];
    const cookies = await signIn(password);
    expect(
      await findingsAt(
        tabs.map((tab) => `/publisher${tab}`),
        { cookies },
      ),
    ).toEqual({});
    const { publishers } = Listed.parse(
      await (
        await fetch(`${wire.origin}/v1/desk/publishers`, { headers: { Authorization: `Bearer ${password}` } })
      ).json(),
    );
    const pages = [
      "",
      "/articles",
      `/articles/${STORY}`,
      `/articles/${STORY}/versions/1`,
      `/articles/${STORY}/diff?from=1&to=2`,
      "/articles/how-our-wire-works/kill",
      "/write",
      "/recalls",
      `/recalls/${STORY}.3`,
      "/people",
      "/log",
      "/articles?q=government&status=killed",
      "/articles/nowhere",
      ...publishers.map(({ id }) => `/publishers/${id}`),
    ];
    expect(
      await findingsAt(
        pages.map((path) => `/desk${path}`),
        { password },
      ),
    ).toEqual({});
  });

  test.each([
    [PHONE, "dark", "phone-dark"],
    [DESKTOP, "light", "desk-light"],
    [DESKTOP, "dark", "desk-dark"],
  ] as const)("applying works with the keyboard alone at %o in %s, too", async (viewport, colorScheme, name) => {
    const page = await (await newContext({ viewport, colorScheme })).newPage();
    await applyByKeyboard(page, `The ${name} Paper`, `${name}.example`);
    await submit(page, 'form[action$="/proofs"] button');
    expect(await page.textContent("main")).toContain("not verified yet");
    await expectSound(page);
  });
});
