import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { mistakeSentence, mistakesOf } from "../model/mistake.ts";
import { Newsroom, newsroomFiles } from "./new-folder.ts";

// npm run new -- folder [--name "Our Newsroom"] [--zone America/New_York] [--language en-US]

const USAGE = `Usage: npm run new -- ../our-newsroom
Asks for the name, the time zone and the language, or takes them as --name, --zone and --language.`;

/** The questions, with their default answers. */
const QUESTIONS = {
  name: ["Name of your newsroom, as it should be credited", ""],
  timeZone: ["Time zone", Intl.DateTimeFormat().resolvedOptions().timeZone],
  language: ["Language of your stories", Intl.DateTimeFormat().resolvedOptions().locale],
} as const;
type Field = keyof typeof QUESTIONS;

const { folder, given } = readArgs();
if (existsSync(folder) && readdirSync(folder).length > 0)
  fail(`${folder} isn't empty. Name a folder that doesn't exist yet.`);
write(folder, await newsroom(given));
console.log(`${folder} is ready. Next:
  1. Enter your own addresses in ${join(folder, "publication.yaml")}.
  2. npm start -- --content ${folder}
  3. Write a story, as ${join(folder, "README.md")} shows. When you save it, it's published on this machine.`);

function readArgs() {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      options: { name: text, zone: text, language: text },
      allowPositionals: true,
    });
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) return fail(USAGE);
    return { folder, given: { name: values.name, timeZone: values.zone, language: values.language } };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** Gets the answers from the command line or the keyboard. */
async function newsroom(given: Record<Field, string | undefined>): Promise<Newsroom> {
  const read = Newsroom.safeParse({
    name: given.name ?? (await answer("name")),
    timeZone: given.timeZone ?? (await answer("timeZone")),
    language: given.language ?? (await answer("language")),
  });
  return read.success ? read.data : fail(mistakesOf(read.error, given).map(mistakeSentence).join("\n"));
}

/** Asks until the answer is valid. */
async function answer(field: Field): Promise<string> {
  if (!process.stdin.isTTY) return fail(USAGE);
  const [question, usual] = QUESTIONS[field];
  const keyboard = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const said = (await keyboard.question(`${question}${usual === "" ? "" : ` [${usual}]`}: `)).trim() || usual;
      const { error } = Newsroom.shape[field].safeParse(said);
      if (error === undefined) return said;
      console.log(mistakesOf(error, said).map(mistakeSentence).join("\n"));
    }
  } finally {
    keyboard.close();
  }
}

function write(folder: string, newsroom: Newsroom): void {
  for (const [path, text] of Object.entries(newsroomFiles(newsroom))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
