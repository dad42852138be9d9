import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContextOptions, chromium } from "playwright-core";
import { z } from "zod";
import { ROOT } from "../support/paths.ts";

// npm run pictures: takes the screenshots for the documents from a wire started by `npm start`, with an installed Chromium. `--
// --origin http://localhost:8788` names another wire, and `--folder` the folder it was started in, for its token.

const { values } = parseArgs({
  options: { origin: { type: "string", default: "http://localhost:8787" }, folder: { type: "string", default: ROOT } },
});
const { origin } = values;
/** `npm start` created it. */
const token = readFileSync(join(values.folder, ".desk-token"), "utf8").trim();

const Publishers = z.object({ publishers: z.array(z.object({ id: z.string(), status: z.string() })) });
const Link = z.object({ address: z.url() });

const STORY = "how-our-wire-works";

/** A screenshot of a page: of the visible part, or with `isWhole` of the whole page. */
type Picture = { name: string; path: string; height: number; width?: number; isWhole?: boolean };

const FOR_EVERYBODY: readonly Picture[] = [
  { name: "home", path: "/", height: 1000 },
  { name: "home-phone", path: "/", height: 844, width: 390 },
  { name: "article", path: `/articles/${STORY}`, height: 1000 },
  { name: "article-phone", path: `/articles/${STORY}`, height: 844, width: 390 },
  { name: "republish", path: `/articles/${STORY}/republish`, height: 1100 },
  { name: "licence", path: "/licences/free-republication", height: 1250 },
  { name: "sign-in", path: "/sign-in", height: 600 },
];
const FOR_THE_DESK: readonly Picture[] = [
  { name: "desk-articles", path: "/desk/articles", height: 700 },
  { name: "desk-article", path: `/desk/articles/${STORY}`, height: 1000 },
  { name: "desk-kill", path: `/desk/articles/${STORY}/kill`, height: 900 },
];
const FOR_A_PUBLISHER: readonly Picture[] = [
  { name: "library", path: "/publisher", height: 860 },
  { name: "library-phone", path: "/publisher", height: 844, width: 390 },
  { name: "keys", path: "/publisher/keys", height: 1000, isWhole: true },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});
await take(FOR_EVERYBODY, {});
await take(FOR_THE_DESK, { httpCredentials: { username: "anybody", password: token } });
const storageState = await signIn();
if (storageState) await take(FOR_A_PUBLISHER, { storageState });
else console.log("No publisher is approved here, so the pictures of a publisher’s pages stay as they are.");
await browser.close();

async function take(pictures: readonly Picture[], as: BrowserContextOptions): Promise<void> {
  for (const { name, path, height, width = 1280, isWhole = false } of pictures) {
    const page = await browser.newPage({ ...as, viewport: { width, height }, colorScheme: "light" });
    await page.goto(origin + path);
    // A loaded image may not be drawn yet.
    await page.evaluate(
      "Promise.all([...document.images].filter(({ complete }) => complete).map((each) => each.decode()))",
    );
    await page.screenshot({ path: join(ROOT, "test/pictures", `${name}.png`), fullPage: isWhole });
    await page.close();
  }
}

/** Returns the storage state of a browser signed in as an approved publisher's contact, with a link made by the desk. */
async function signIn(): Promise<BrowserContextOptions["storageState"]> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> =>
    (await fetch(`${origin}/v1/desk${path}`, { ...init, headers })).json();
  const { publishers } = Publishers.parse(await ask("/publishers"));
  const id = publishers.find(({ status }) => status === "approved")?.id;
  if (id === undefined) return undefined;
  const { address } = Link.parse(await ask(`/people/p${id}/sign-in-links`, { method: "POST", body: "{}" }));
  const page = await browser.newPage();
  await page.goto(address);
  await Promise.all([page.waitForEvent("load"), page.click("main button")]);
  return page.context().storageState();
}
