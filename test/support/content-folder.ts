import { fileSentence } from "../../src/sources/content-folder/file-mistake.ts";
import { readContent } from "../../src/sources/content-folder/read-content.ts";
import { png } from "./png.ts";

/** A publication's settings. */
export const PUBLICATION = `name: Test Foundation
description: For tests.
homePage: https://www.example.org/
language: en-US
timeZone: America/New_York
contacts:
  tips: tips@example.org
  licensing: licensing@example.org
licence: open
sections:
  asia: Asia
topics:
  trade: Trade
`;
/** A license. */
export const LICENCE = `---
name: Open
publicText: full
statement: Take it.
attribution: { byline: must, affiliation: must, logo: "no", link: must, licenceLine: must }
assets: { images: marked }
machineUse: { search: allow, aiInput: deny, aiTrain: deny }
contact: licensing@example.org
---
## Terms
`;
/** A story with an image and a link to itself. */
export const STORY = `---
headline: Harbour reopens
summary: It reopened.
authors: [ann]
section: asia
published: 2026-05-01T09:00:00+09:00
images:
  - file: photo.png
    alt: The harbour
    credit: A. Photographer
    owner: Test Foundation
    licence: open
---
The **harbour** is open, see [the other story](harbour.md).

![The harbour](../images/photo.png)
`;
/** A folder without mistakes, as path to content. */
const GOOD: Record<string, string | Uint8Array> = {
  "publication.yaml": PUBLICATION,
  "authors/ann.yaml": "name: Ann Author\n",
  "licences/open.md": LICENCE,
  "articles/harbour.md": STORY,
  "images/photo.png": png(1200, 800, "x"),
};

/** Reads that folder with some files changed, added, or (undefined) removed. */
export const read = (changes: Record<string, string | Uint8Array | undefined> = {}) => {
  const entries = Object.entries({ ...GOOD, ...changes }).filter(
    (entry): entry is [string, string | Uint8Array] => entry[1] !== undefined,
  );
  return readContent(
    new Map(entries.map(([path, data]) => [path, typeof data === "string" ? new TextEncoder().encode(data) : data])),
  );
};
/** Returns the folder's mistakes as sentences. */
export const mistakes = async (changes: Parameters<typeof read>[0]) => (await read(changes)).mistakes.map(fileSentence);
