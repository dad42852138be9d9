import { keyboard } from "./accept-anew.ts";
import { CONTENT } from "./files.ts";
import { publishContent } from "./publish-content.ts";
import { readOptions } from "./read-options.ts";
import { LOCAL, targetAt } from "./target.ts";

const USAGE =
  "Usage: npm run publish:content -- [--to https://wire.example.org] [--content folder] [--retire [--dry-run]] [--accept-anew]";
const { values } = readOptions(USAGE, {
  options: {
    to: { type: "string", default: LOCAL },
    content: { type: "string", default: CONTENT },
    retire: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
    "accept-anew": { type: "boolean", default: false },
  },
});
const { retire, "dry-run": isDryRun } = values;
if (isDryRun && !retire) {
  console.error(
    "--dry-run only works with --retire. To check a folder without publishing, use `npm run check:content`.",
  );
  process.exit(1);
}
const acceptAnew = { isMeant: values["accept-anew"], ask: keyboard(), how: "the same command with --accept-anew" };
const done = await publishContent(values.content, await targetAt(values.to), console.log, {
  retire,
  isDryRun,
  acceptAnew,
});
process.exitCode = done ? 0 : 1;
