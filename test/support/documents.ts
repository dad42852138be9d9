import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.ts";

/** Every document about the project, by its path from the root. */
export const DOCUMENTS = globSync(["*.md", ".github/*.md", "{src,content,test}/**/README.md"], { cwd: ROOT }).sort();

/** Returns a file's text, by its path from the root. */
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
