import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.ts";

/** Every document that people read about the project, by its path from the root. */
export const DOCUMENTS = globSync(["*.md", ".github/*.md", "{src,content,test}/**/README.md"], { cwd: ROOT }).sort();

/** A file's text, by its path from the root. */
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
