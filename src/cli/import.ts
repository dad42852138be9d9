import { parseArgs } from "node:util";
import { Client } from "./client.ts";
import { importInto } from "./import-into.ts";
import { credentialsIn, readSettings, settingsFor } from "./import-settings.ts";
import { followImport } from "./import-source.ts";
import { runOrTell } from "./run-or-tell.ts";
import { originOf, sourceKey, targetAt } from "./target.ts";

// npm run import -- wordpress https://paper.example --to https://wire.example.org --section news [--id paper] [--publish]
// npm run import -- ghost https://paper.example --into content/ --section news, with COMMONWIRE_SOURCE_KEY set
// npm run import -- feed https://paper.example/feed --into content/ --section news

const USAGE = `Usage: npm run import -- wordpress|ghost|feed https://paper.example --to local|https://wire.example.org --section id [--id name] [--publish]
       npm run import -- wordpress|ghost|feed https://paper.example --into folder [--section id]
If the site needs one, set COMMONWIRE_SOURCE_KEY to the Content API key of a Ghost, or to user:password of a WordPress.`;

await runOrTell(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: "string" },
      into: { type: "string" },
      section: { type: "string" },
      id: { type: "string" },
      publish: { type: "boolean", default: false },
    },
  });
  const [kind = "", address = ""] = positionals;
  const { to, into, section = "" } = values;
  if ((to === undefined) === (into === undefined)) throw new Error("Use either --to or --into.");
  if (!URL.canParse(address))
    throw new Error("Enter the address of the site or the feed, such as https://paper.example.");
  const id = values.id ?? new URL(address).hostname.replace(/^www\./, "").replace(/\.[^.]*$/, "");
  const asked = { kind, address, section, mode: values.publish ? "publish" : "review" };
  const settings = into === undefined ? readSettings(asked) : await settingsFor(into, asked);
  const credentials = credentialsIn(settings.kind, sourceKey());
  if (into !== undefined) return importInto(into, settings, credentials?.secret, console.log);
  const client = new Client(await targetAt(originOf(to ?? "")));
  await followImport(client, { id, settings: asked, credentials: credentials?.input }, console.log);
});
