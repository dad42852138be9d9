import { readFile } from "node:fs/promises";
import { htmlWords } from "../../support/kit.ts";
import { output, runs } from "../process.ts";
import type { KitReader } from "./reader.ts";

/**
 * Reads the Word document with LibreOffice: the same words as in the story's HTML, in the same order, and lists with their
 * numbers.
 */
export const libreOffice: KitReader = {
  name: "LibreOffice",
  packages: "Debian: libreoffice-writer-nogui",
  isHere: () => runs("soffice", "--version"),
  read: async ({ folder, html }) => {
    const args = [
      "--headless",
      "--norestore",
      "--convert-to",
      "txt:Text (encoded):UTF8",
      "--outdir",
      `${folder}/office`,
    ];
    await output("soffice", [...args, `${folder}/story.docx`], { home: `${folder}/home` });
    const text = await readFile(`${folder}/office/story.txt`, "utf8");
    return {
      "story.docx: the words of the story": differences(written(text), squashed(htmlWords(html))),
      "story.docx: lists have their numbers": ["3. inner x", "4. four", "5. five"]
        .filter((item) => !text.includes(item))
        .map((item) => `no “${item}”`),
    };
  },
};

/** Strips from LibreOffice's output what the wire or a list adds before and between words. */
const written = (text: string): string =>
  squashed(
    text
      .replace(/^\uFEFF/, "")
      .replace(/^ *(?:•|\d+\.) /gm, " ")
      .replace(/^⁂$/gm, "")
      .replace(/Picture: .*?\(http[^)]*\)/g, ""),
  );

const squashed = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Returns the place where two texts start to differ. */
function differences(got: string, wanted: string): string[] {
  if (got === wanted) return [];
  const at = [...wanted].findIndex((sign, index) => got[index] !== sign);
  return [`“${got.slice(Math.max(0, at - 20), at + 40)}”, not “${wanted.slice(Math.max(0, at - 20), at + 40)}”`];
}
