import { CONTENT } from "./files.ts";
import { check } from "./publish-content.ts";
import { readOptions } from "./read-options.ts";

const USAGE = "Usage: npm run check:content -- [--content folder] [--strict]";
const { values } = readOptions(USAGE, {
  options: { content: { type: "string", default: CONTENT }, strict: { type: "boolean", default: false } },
});
const content = await check(values.content, console.log, { strict: values.strict });
if (content) console.log(`${content.articles.length} articles and ${content.images.size} images, no mistakes.`);
process.exitCode = content ? 0 : 1;
