import { output, run, runs } from "../process.ts";
import { KEPT } from "./files.ts";
import type { KitReader } from "./reader.ts";

/** Checks the ZIP file's images with the standard program: each one is named, credited and licensed. */
export const unzip: KitReader = {
  name: "unzip",
  packages: "Debian: unzip",
  isHere: () => runs("unzip", "-v"),
  read: async ({ folder }) => {
    const file = `${folder}/story.zip`;
    const names = (await output("unzip", ["-Z1", file])).trim().split("\n");
    const pictures = names.filter((name) => /\.(?:jpg|png)$/.test(name));
    const notes = await output("unzip", ["-p", file, "credits.txt"]);
    const entries = notes.split("\n\n");
    const { code, stderr } = await run("unzip", ["-tq", file]);
    return {
      "republish.zip: it is whole": code === 0 ? [] : [stderr],
      "republish.zip: both pictures, and nothing else": pictures.length === 2 && names.length === 3 ? [] : names,
      "republish.zip: every picture is named, credited and licensed": pictures.filter((name) => {
        const entry = entries.find((each) => each.startsWith(`${name}\n`)) ?? "";
        return !["Credit: ", "Owner: ", "License: "].every((field) => entry.includes(`\n${field}`));
      }),
      "republish.zip: the caption and the credit": ["At noon, 5 < 6 & so on.", KEPT.credit].filter(
        (words) => !notes.includes(words),
      ),
    };
  },
};
