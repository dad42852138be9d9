import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackupFacts } from "../model/backup.ts";

/** What an export lacks, or a wire that starts with it; told to the folder's owner. */
export const NOT_THERE = [
  "No secrets: no publisher keys, webhooks, tokens, sessions or waiting messages. `npm run backup` copies those, encrypted or hashed as they are.",
  "A licence whose terms link to the wire's own pages has another hash at another origin.",
  "Publishers, their agreements and what they received are only records: a new wire has no publishers, and its log starts over. Cursors of `/v1/changes` and ETags change.",
  "Of each story and each licence a new wire has the text in force, under its number. Earlier texts are records, and so is a text of a licence that is only announced.",
  "Recalls that are open stay on the old wire: on the new one a killed story has its notices, and nobody is asked anything.",
  "Withheld and expired stories are kept without notices for publishers, because there are none yet.",
  "Notices of a kill stand in the feeds that its story had last, not in those of a section, topic or author that it had earlier.",
  "The pages of archives may be divided otherwise: they go by the dates of publication, then.",
  "A link to another story leads to the new wire's own page. An address that stands among the words stays as it was written.",
] as const;

/** Says in the folder what it is, what is where, and what isn't there. */
export const writeReadme = (folder: string, { origin, at, version }: BackupFacts, notes: readonly string[]) =>
  writeFile(
    join(folder, "README.md"),
    `# An export of ${origin}

Made at ${at} by Commonwire ${version}. Stories under embargo, hidden stories and publishers' data are in it.

\`npm start -- --content <this folder>\` makes a wire with the same stories, ids, texts, dates and notices of kills.
It is a content folder like any other: Commonwire's \`content/README.md\` has every field.

| file | holds |
|---|---|
| \`publication.yaml\`, \`authors/\`, \`licences/\` | the settings, authors, and the licences in force |
| \`articles/*.md\` | stories; \`exported\` in them is what only a wire that is new to them reads |
| \`articles/*.html\` | those that Markdown doesn't hold exactly |
| \`images/\` | pictures, each named by its SHA-256 |
| \`records/change.jsonl\`, \`audit.jsonl\` | what readers could notice, and what the desk decided |
| \`records/articles/\`, \`licences/\` | every text that each ever had |
| \`records/agreements/\` | agreements as JSON and as they were signed; \`npm run check:agreement -- file --keys records/jwks.json\` checks them |
| \`records/publishers/\`, \`desk.json\` | publishers with their domains and people; the desk's people |
| \`records/*.jsonl\` | recalls and their answers; who read and was handed what |

## What isn't in it, or doesn't come back

${NOT_THERE.map((each) => `- ${each}`).join("\n")}
${notes.length === 0 ? "" : `\n## What's different\n\n${notes.map((each) => `- ${each}`).join("\n")}\n`}`,
  );
