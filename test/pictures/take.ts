import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT } from "../support/paths.ts";

// npm run pictures: takes the documents' pictures from a wire that `npm start` has started, with an installed Chromium.

const ORIGIN = "http://localhost:8787";
const PICTURES = [
  { name: "home", path: "/", width: 1280, height: 860 },
  { name: "licence", path: "/licences/free-republication", width: 1280, height: 1250 },
  { name: "article", path: "/articles/how-our-wire-works", width: 1280, height: 1100 },
  { name: "desk-article", path: "/desk/articles/how-our-wire-works", width: 1280, height: 1000 },
];
/** `npm start` made it. */
const token = readFileSync(join(ROOT, ".desk-token"), "utf8").trim();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});
for (const { name, path, width, height } of PICTURES) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: "light",
    ...(path.startsWith("/desk") ? { httpCredentials: { username: "anybody", password: token } } : {}),
  });
  await page.goto(ORIGIN + path);
  await page.screenshot({ path: join(ROOT, "test/pictures", `${name}.png`) });
  await page.close();
}
await browser.close();
