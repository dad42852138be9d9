import type { z } from "zod";
import { publicationFields } from "../model/publication.ts";
import { fields } from "../model/text.ts";

const { name, timeZone, language } = publicationFields;

/** A newsroom's answers before it has a folder. */
export const Newsroom = fields({ name, timeZone, language });
export type Newsroom = z.output<typeof Newsroom>;

/** The files of a content folder without stories: path to text. Empty folders hold a hidden file, so that Git keeps them. */
export const newsroomFiles = (newsroom: Newsroom): Record<string, string> => ({
  "publication.yaml": publication(newsroom),
  "licences/cc-by-nd-4.0.md": LICENCE,
  "README.md": readme(newsroom.name),
  ...Object.fromEntries(["articles", "authors", "images"].map((folder) => [`${folder}/.gitkeep`, ""])),
});

const publication = ({
  name,
  timeZone,
  language,
}: Newsroom): string => `# Who speaks on this wire. Ids (of licences, sections, topics) stay the same permanently.
name: ${JSON.stringify(name)}
language: ${language}
timeZone: ${timeZone}

# Change these before anybody reads them: a sentence about you, your own site, your own addresses.
description: ${JSON.stringify(`Stories from ${name}, free to republish.`)}
homePage: https://www.example.org/
contacts:
  tips: tips@example.org
  licensing: licensing@example.org
  corrections: corrections@example.org

# The license of articles that name none: a file in licences/, without its extension.
licence: cc-by-nd-4.0

# Every article is in one section (id: name), and may have topics.
sections:
  news: News
topics: {}
`;

const LICENCE = `---
name: Creative Commons Attribution-NoDerivatives 4.0 International
url: https://creativecommons.org/licenses/by-nd/4.0/
publicText: full
statement: "This article is available under the Creative Commons Attribution-NoDerivatives 4.0 International license."
contact: licensing@example.org
assets:
  images: marked
---

Anyone may copy and share articles under this license, even commercially, with credit and unchanged.

This page is a summary and adds no condition. What counts is the [legal code](https://creativecommons.org/licenses/by-nd/4.0/legalcode.en).
`;

/** A sample story file, for the folder's README. */
export const FIRST_STORY = `---
headline: "The headline, in quotes"
summary: "What happened, in two or three sentences."
authors: []
section: news
published: 2026-01-31T09:00:00Z
---

The text.
`;

const readme = (name: string): string => `# ${name}

Each story is a file in \`articles/\`, for example \`articles/our-first-story.md\`. The file's name is the story's address. If you rename the file, add its earlier name to its fields: \`was: [our-first-story]\`.

\`\`\`
${FIRST_STORY}\`\`\`

Each author is a file in \`authors/\`, for example \`authors/ann-author.yaml\` with the line \`name: Ann Author\`. A story lists its authors: \`authors: [ann-author]\`.
Pictures are in \`images/\`. Commonwire's \`content/README.md\` lists the fields of every file, and its \`content/\` folder has examples of each, including licenses.
`;
