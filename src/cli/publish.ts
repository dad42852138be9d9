import { publishContent } from "./publish-content.ts";
import { parseTarget } from "./target.ts";

// npm run publish:content -- [--to https://wire.example.org] [--content folder]
const { folder, ...target } = await parseTarget(process.argv.slice(2));
process.exitCode = (await publishContent(folder, target, console.log)) ? 0 : 1;
