import { parseArgs } from "node:util";
import { Client } from "./client.ts";
import { importInto } from "./import-into.ts";
import { followImport } from "./import-source.ts";
import { runOrTell } from "./run-or-tell.ts";
import { originOf, targetAt } from "./target.ts";

// npm run import -- wordpress https://paper.example --to https://wire.example.org --section news [--id paper] [--publish]
// npm run import -- feed https://paper.example/feed --into content/ --section news

const USAGE = `Usage: npm run import -- wordpress|feed https://paper.example --to local|https://wire.example.org --section id [--id name] [--publish]
       npm run import -- wordpress|feed https://paper.example --into folder --section id`;

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
  if ((to === undefined) === (into === undefined)) throw new Error("Say either --to a wire, or --into a folder.");
  if (!URL.canParse(address)) throw new Error("Say the address of the site or the feed, as https://paper.example.");
  const id = values.id ?? new URL(address).hostname.replace(/^www\./, "").replace(/\.[^.]*$/, "");
  const settings = { kind, address, section, mode: values.publish ? "publish" : "review" };
  if (into !== undefined) await importInto(into, settings, console.log);
  else await followImport(new Client(await targetAt(originOf(to ?? ""))), id, settings, console.log);
});
