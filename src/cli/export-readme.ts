import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackupFacts } from "../model/backup.ts";

/** What an export lacks, or a wire started from it; for the folder's owner. */
export const NOT_THERE = [
  "No secrets: no publisher keys, webhooks, tokens, sessions or waiting messages. `npm run backup` copies those, encrypted or hashed as they are.",
  "A license whose terms link to the wire's own pages has a different hash at a different origin.",
  "Publishers, their agreements and what they received are only records: a new wire has no publishers, and its log starts over. Cursors of `/v1/changes` and ETags change.",
  "A new wire has the current text of each story and license, with its version number. Earlier texts are only in `records/`, and so are license texts that aren't in force yet.",
  "Open recalls stay on the old wire. On the new one, a killed story has its notices, and publishers aren't asked about their copies.",
  "Withheld and expired stories are kept without notices for publishers, because there are none yet.",
  "A kill notice is in the feeds that the story was last in, not in those of earlier sections, topics or authors.",
  "Archive pages may start at different stories, because they go by publication dates.",
  "A link to another story leads to the new wire's own page. An address written out in the text stays as it is.",
] as const;

/** Writes the folder's README: what it is, what is where, and what is missing. */
export const writeReadme = (folder: string, { origin, at, version }: BackupFacts, notes: readonly string[]) =>
  writeFile(
    join(folder, "README.md"),
    `# An export of ${origin}

Made at ${at} by Commonwire ${version}. It includes stories under embargo, hidden stories and publishers' data.

\`npm start -- --content <this folder>\` starts a wire with the same stories, ids, texts, dates and kill notices.
It is a content folder like any other: Commonwire's \`content/README.md\` explains every field.

| file | holds |
|---|---|
| \`publication.yaml\`, \`authors/\`, \`licences/\` | the settings, authors, and the licenses in force |
| \`articles/*.md\` | stories; only a wire that doesn't have them yet reads their \`exported\` field |
| \`articles/*.html\` | stories that Markdown can't express exactly |
| \`images/\` | pictures, each named by its SHA-256 |
| \`records/change.jsonl\`, \`audit.jsonl\` | changes that readers could notice, and the desk's decisions |
| \`records/articles/\`, \`licences/\` | every version of each story and license |
| \`records/agreements/\` | agreements as JSON and as they were signed; \`npm run check:agreement -- file --keys records/jwks.json\` checks them |
| \`records/publishers/\`, \`desk.json\` | publishers with their domains and people; people at the desk |
| \`records/*.jsonl\` | recalls and their answers; what each publisher read and received |

## What isn't included, or won't come back

${NOT_THERE.map((each) => `- ${each}`).join("\n")}
${notes.length === 0 ? "" : `\n## What's different\n\n${notes.map((each) => `- ${each}`).join("\n")}\n`}`,
  );
