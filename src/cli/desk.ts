import { ACTION_NAMES, type ActionName } from "../model/article/action.ts";
import { CORRECTION_KINDS } from "../model/article/correction.ts";
import { mistakeSentence } from "../model/mistake.ts";
import { Client, Refused, type Target } from "./client.ts";
import { tellArticle, tellDiff, tellLink, tellList, tellVersions } from "./desk-tell.ts";
import { CONTENT } from "./files.ts";
import { killAndWatch } from "./kill-watch.ts";
import { readOptions } from "./read-options.ts";
import { changesIn } from "./read-story.ts";
import { LOCAL, targetAt } from "./target.ts";

// npm run desk -- action id …: the desk's actions on articles.

const USAGE = `Usage: npm run desk -- <action> <id> [options]

  correct <id> --note "…" [--kind ${CORRECTION_KINDS.join("|")}] [--file content/articles/x.md]
                                        with --file, that file has the corrected text
  fix <id> --file content/articles/x.md [--reason "…"]
                                        fixes a typo with that file's text, without a public note
  relicense <id> --licence <id> [--reason "…"]
  withhold|restore|expire <id> --reason "…"
  kill <id> --reason "…" [--watch [--key cw_…]]
                                        --watch polls every address of the wire until the article is gone,
                                        and says how long that took; with --key, licensed addresses, too
  show <id>                             its status, and what the desk can do with it
  versions <id>
  diff <id> [--from n] [--to-version n] what changed; without numbers, in the newest version
  list                                  every article, sorted by id
  sign-in-link <publisher|person>       a link to pass on to a publisher's contact, or to a person by their id

  <id> is the article's id, or any address that it has or had.

  --to https://wire.example.org         a wire other than the one on this machine
  --version n                           fails unless n is still the newest version`;

/** What an action requires, if it isn't a reason. */
const NEEDS: Partial<Record<ActionName, "note" | "file" | "licence">> = {
  correct: "note",
  fix: "file",
  relicense: "licence",
};

const { values, positionals } = readArgs();
const [command = "", id] = positionals;

try {
  process.exitCode = (await run(command)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  // The API's message for a missing path is meant for browser users.
  if (error.code === "not-found") wrongUse(`The wire has nothing under ${id}.`);
  for (const mistake of error.mistakes) console.error(mistakeSentence(mistake));
  console.error(`The wire refused: ${error.message}`);
  process.exitCode = 1;
}

function readArgs() {
  const text = { type: "string" } as const;
  const options = {
    to: { type: "string", default: LOCAL },
    content: { type: "string", default: CONTENT },
    watch: { type: "boolean", default: false },
    ...{ note: text, kind: text, file: text, licence: text, reason: text, version: text },
    ...{ from: text, "to-version": text, key: text },
  } as const;
  return readOptions(USAGE, { options, allowPositionals: true });
}

function wrongUse(words: string): never {
  console.error(`${words}\n\n${USAGE}`);
  process.exit(1);
}

async function run(name: string): Promise<boolean> {
  const action = ACTION_NAMES.find((each) => each === name);
  if (name !== "list" && id === undefined)
    return wrongUse(name === "" ? "Enter an action." : "Enter the ID of an article, a publisher or a person.");
  if (action !== undefined) return act(action, id ?? "");
  const client = new Client(await targetAt(values.to));
  if (name === "list") await tellList(client, console.log);
  else if (name === "show") tellArticle(await client.article(id ?? ""), console.log);
  else if (name === "versions") tellVersions(await client.article(id ?? ""), console.log);
  else if (name === "diff") tellDiff(await client.diff(id ?? "", values.from, values["to-version"]), console.log);
  else if (name === "sign-in-link") tellLink(await client.signInLink(id ?? ""), console.log);
  else return wrongUse(`There is no action ${name}.`);
  return true;
}

async function act(action: ActionName, article: string): Promise<boolean> {
  const { reason, licence, note, kind, file, watch, key } = values;
  const needed = { note, file, licence, reason }[NEEDS[action] ?? "reason"];
  if (needed === undefined) return wrongUse(`${action} needs --${NEEDS[action] ?? "reason"}.`);
  const target: Target = await targetAt(values.to);
  const version = values.version === undefined ? {} : { version: Number(values.version) };
  if (action === "kill" && watch) return killAndWatch(target, article, { reason, ...version }, key, console.log);
  const said = { reason, licence, note, kind, ...version };
  const changes = action === "correct" || action === "fix" ? await readChanges() : {};
  if (changes === undefined) return false;
  const client = new Client(target);
  const done = await client.act(article, action, { ...said, ...changes });
  console.log(`articles/${done.id}: version ${done.version}, ${done.status}.`);
  if (action === "fix")
    console.log("The next text that you publish replaces this one, so fix the story's own file, too.");
  for (const { message } of done.warnings) console.log(`warning: ${message}.`);
  if (action === "correct") tellCorrection((await client.article(article)).corrections.at(-1));
  return true;
}

/** Reads the corrected text from a file; undefined if it has mistakes, which are printed. */
async function readChanges(): Promise<{ changes?: Record<string, unknown> } | undefined> {
  if (values.file === undefined) return {};
  const changes = await changesIn(values.file, values.content, console.error);
  return changes && { changes };
}

/** If the file is sent again, it must include the correction. */
function tellCorrection(made: { at: string; kind: string; note: string } | undefined): void {
  if (made === undefined) return;
  console.log(`Before you publish its file again, add this to the corrections in its front matter:
  - { at: ${made.at}, kind: ${made.kind}, note: ${JSON.stringify(made.note)} }`);
}
