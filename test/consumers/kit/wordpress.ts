import { z } from "zod";
import { elementsIn } from "../../support/elements.ts";
import { htmlWords } from "../../support/kit.ts";
import { output, runs } from "../process.ts";
import { KEPT } from "./files.ts";
import type { KitReader } from "./reader.ts";

const Answer = z.object({ again: z.string(), names: z.array(z.string()), html: z.string(), blocks: z.string() });

const SCRIPT = new URL("read-wordpress.php", import.meta.url).pathname;

/** WordPress's own block parser, and its filter for what authors paste. */
export const wordpressFunctions: KitReader = {
  name: "WordPress",
  packages: "Debian: wordpress, php-cli",
  isHere: () =>
    runs("php", "-r", "exit((int) !is_file('/usr/share/wordpress/wp-includes/class-wp-block-parser.php'));"),
  read: async ({ html, blocks }) => {
    const input = JSON.stringify({ html, blocks });
    const answer = Answer.parse(JSON.parse(await output("php", [SCRIPT], { input })));
    const loose = answer.names.filter((name) => name.startsWith("freeform: "));
    return {
      "blocks.html: parse_blocks and serialize_blocks give it back": answer.again === blocks ? [] : ["they differ"],
      "blocks.html: nothing is outside a block": loose,
      "blocks.html: every kind of block is there": BLOCKS.filter((name) => !answer.names.includes(name)),
      "blocks.html: wp_kses_post keeps what a copy must have": missing(answer.blocks),
      "html: wp_kses_post keeps what a copy must have": [...missing(answer.html), ...lost(html, answer.html)],
    };
  },
};

const BLOCKS = [
  ...[
    "paragraph",
    "heading",
    "list",
    "list-item",
    "quote",
    "image",
    "separator",
    "table",
    "preformatted",
    "group",
    "html",
  ],
].map((name) => `core/${name}`);

/** Returns the credit, links, figure and byline that a copy lacks. */
function missing(html: string): string[] {
  const words = htmlWords(html).replace(/\s+/g, " ");
  const elements = elementsIn(html);
  const hrefs = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href").map(({ value }) => value));
  const figure = elements.filter(({ tagName }) => tagName === "figure" || tagName === "figcaption").length;
  return [
    ...[KEPT.byline, KEPT.credit, KEPT.correction, KEPT.origin].filter((each) => !words.includes(each)),
    ...(hrefs.includes(KEPT.link) ? [] : ["the link in the text"]),
    ...(hrefs.some((href) => href.endsWith("/articles/consumers-kit")) ? [] : ["the link to the story"]),
    ...(hrefs.some((href) => href.includes("creativecommons.org/licenses/by-nd")) ? [] : ["the licence"]),
    ...(figure >= 2 && elements.some(({ tagName }) => tagName === "img") ? [] : ["the figure"]),
  ];
}

const squashed = (text: string): string => text.replace(/\s+/g, " ").trim();
const lost = (before: string, after: string): string[] =>
  squashed(htmlWords(before)) === squashed(htmlWords(after)) ? [] : ["words are gone"];
