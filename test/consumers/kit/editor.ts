import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";
import type { KitReader } from "./reader.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const DIST = "/usr/share/wordpress/wp-includes/js/dist";

/** WordPress's own editor: its parser must consider each block valid, so that nobody is asked to “attempt recovery”. */
export const wordpressEditor: KitReader = {
  name: "WordPress editor",
  packages: "Debian: wordpress, chromium",
  isHere: () => existsSync(CHROMIUM) && existsSync(`${DIST}/block-library.min.js`),
  read: async ({ blocks }) => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--headless", "--disable-gpu"],
    });
    try {
      const page = await browser.newPage();
      for (const script of SCRIPTS) {
        await page.addScriptTag({ path: `${DIST}/${script}.min.js` });
        // WordPress renames it, so that a theme may load another one.
        if (script === "vendor/lodash") await page.evaluate("window.lodash = _.noConflict()");
      }
      return { "blocks.html: every block is valid": await invalidBlocks(page, blocks) };
    } finally {
      await browser.close();
    }
  },
};

/** Returns the editor's complaints, with each block's text. */
async function invalidBlocks(page: Page, blocks: string): Promise<string[]> {
  const found = await page.evaluate(`(() => {
    wp.blockLibrary.registerCoreBlocks();
    const invalid = (list) => list.flatMap((block) => [
      ...(block.isValid ? [] : [block.name + ": " + (block.originalContent ?? "")]),
      ...(block.name === "core/missing" ? ["missing: " + block.attributes.originalName] : []),
      ...invalid(block.innerBlocks),
    ]);
    return invalid(wp.blocks.parse(${JSON.stringify(blocks)}));
  })()`);
  return z.array(z.string()).parse(found);
}

/** The block library with all its dependencies, in order (wp-includes/assets/script-loader-packages.php). */
const SCRIPTS = [
  ...["lodash", "react", "react-dom", "moment", "regenerator-runtime", "wp-polyfill"].map((name) => `vendor/${name}`),
  ...["dom-ready", "hooks", "i18n", "a11y", "url", "api-fetch", "autop", "blob", "block-serialization-default-parser"],
  ...["deprecated", "dom", "escape-html", "element", "is-shallow-equal", "keycodes", "priority-queue", "compose"],
  ...["redux-routine", "data", "html-entities", "shortcode", "blocks", "date", "primitives", "rich-text", "warning"],
  ...["components", "keyboard-shortcuts", "notices", "style-engine", "token-list", "wordcount", "block-editor"],
  ...["core-data", "reusable-blocks", "server-side-render", "viewport", "block-library", "format-library"],
];
